import { findUnknownCommands } from '../../../persistence/repositories/unknown-commands.repository.ts';
import type { Tables } from '../../../persistence/tables.ts';

/** What a person should know before the job fails, in full sentences. */
export async function jobWarnings(tables: Tables, jobId: string): Promise<string[]> {
  return (await findUnknownCommands(tables, jobId)).map(
    (name) =>
      `The command "${name}" is not one of Flamenco-NG's: its tasks fail on workers that do not have it. ` +
      `Check its spelling in the job type, unless the workers of this farm know it.`,
  );
}
