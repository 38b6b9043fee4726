import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import type { ManagerConnection } from '../manager-connection.ts';

/** What all checks are made with. */
export interface CheckParts {
  /** Undefined = no manager is known. */
  readonly connection: ManagerConnection | undefined;
  readonly managerUrl: string | undefined;
  readonly taskTypes: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where tasks have their temporary files. */
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

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  const gibibytes = bytes / 1024 ** 3;
  return gibibytes >= 100 ? `${gibibytes.toFixed(0)} GiB` : `${gibibytes.toFixed(1)} GiB`;
}
