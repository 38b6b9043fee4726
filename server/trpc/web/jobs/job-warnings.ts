import { lostBackslashes } from '#shared/lost-backslashes.ts';
import { LONGEST_WINDOWS_PATH } from '#shared/windows-paths.ts';
import type { JobSettings } from '../../../contracts/job.ts';
import { longWindowsPaths } from '../../../domain/long-windows-paths.ts';
import type { Farm } from '../../../farm/farm.ts';
import { findUnknownCommands } from '../../../persistence/repositories/unknown-commands.repository.ts';
import { hasWorkerOnWindows } from '../../../persistence/repositories/workers.repository.ts';
import type { JobRow } from '../../../persistence/tables.ts';
import { expandFor } from '../../../use-cases/parts/job-variables.ts';

type StoredJob = Pick<JobRow, 'id' | 'settings' | 'worker_tag_id'>;

/** What a person should know before the job fails, in full sentences. */
export async function jobWarnings(farm: Pick<Farm, 'config' | 'database'>, job: StoredJob): Promise<string[]> {
  const settings = JSON.parse(job.settings) as JobSettings;
  return [
    ...(await unknownCommands(farm, job)),
    ...(await longPaths(farm, job, settings)),
    ...backslashesAtRisk(settings),
  ];
}

async function unknownCommands({ database }: Pick<Farm, 'database'>, { id }: StoredJob): Promise<string[]> {
  return (await findUnknownCommands(database.tables, id)).map(
    (name) =>
      `The command "${name}" is not one of Flamenco-NG's: its tasks fail on workers that do not have it. ` +
      `Check its spelling in the job type, unless the workers of this farm know it.`,
  );
}

async function longPaths(
  { config, database }: Pick<Farm, 'config' | 'database'>,
  { worker_tag_id: tagId }: StoredJob,
  settings: JobSettings,
): Promise<string[]> {
  const onWindows = Object.entries(settings).map(([key, value]) => [
    key,
    typeof value === 'string' ? expandFor(config, value, 'workers', 'windows') : value,
  ]);
  const found = longWindowsPaths(Object.fromEntries(onWindows) as JobSettings);
  if (found.length === 0 || !(await hasWorkerOnWindows(database.tables, tagId))) return [];
  return found.map(
    ({ setting, path, length }) =>
      `The path in ${setting} has ${length} characters on Windows, where Blender and most programs can use ` +
      `${LONGEST_WINDOWS_PATH}: ${path}. Use shorter names, or bind the job to a tag without workers on Windows.`,
  );
}

/** Settings that are lines of arguments, which job types split as a shell does. */
function backslashesAtRisk(settings: JobSettings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const path = typeof value === 'string' && value.trimStart().startsWith('-') ? lostBackslashes(value) : undefined;
    if (path === undefined) return [];
    return [
      `The path ${path} in ${key} loses its backslashes if the job type, or a worker of Flamenco 3, splits the ` +
        'arguments as a shell does. Put it in single quotes, or write it with forward slashes.',
    ];
  });
}
