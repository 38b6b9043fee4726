import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import type { ManagerConnection } from '../manager-connection.ts';

/** What the checks have to work with. */
export interface CheckParts {
  /** Undefined if no manager is known. */
  readonly connection: ManagerConnection | undefined;
  readonly managerUrl: string | undefined;
  readonly taskTypes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where tasks keep their temporary files. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

export const ok = (name: string, text: string): WorkerCheckItem => ({ name, level: 'ok', text });
export const warning = (name: string, text: string, hint: string): WorkerCheckItem => ({
  name,
  level: 'warning',
  text,
  hint,
});
export const problem = (name: string, text: string, hint: string): WorkerCheckItem => ({
  name,
  level: 'problem',
  text,
  hint,
});

/** A number of bytes as people like to read it. */
export function sizeText(bytes: number): string {
  const gibibytes = bytes / 1024 ** 3;
  return gibibytes >= 100 ? `${gibibytes.toFixed(0)} GiB` : `${gibibytes.toFixed(1)} GiB`;
}
