import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import type { ManagerConnection } from '../manager-connection.ts';
import type { StartAs } from '../other-account/account.ts';

/** What the checks of this machine have to work with. */
export interface MachineCheckParts {
  readonly taskTypes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where tasks keep their temporary files. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

/** What all checks have to work with. */
export interface CheckParts extends MachineCheckParts {
  /** Undefined if no manager is known. */
  readonly connection: ManagerConnection | undefined;
  readonly managerUrl: string | undefined;
  /** How programs are started under the account for tasks; undefined if that is the worker's own. */
  readonly startAs?: StartAs | undefined;
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
