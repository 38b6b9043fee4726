import { existsSync } from 'node:fs';
import { InstallError } from './install-error.ts';
import type { Installed } from './installed.ts';
import type { Layout } from './layout.ts';
import type { InstallRequest } from './request.ts';
import { isTaskOf, type FoundTask } from './task-text.ts';
import { TASK_NAME } from './worker-task.ts';

/** These log on in a way of their own, so a task that waits for their logon would never start. */
const NEVER_LOG_ON = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/**
 * Whether the task that was found runs the worker in this folder, as this account.
 * @throws InstallError if the request cannot be met with what was found, or would take a task from somebody else
 */
export function hasOwnTask(
  found: FoundTask | 'none' | 'unknown',
  layout: Layout,
  before: Installed | undefined,
  request: InstallRequest,
): boolean {
  if (request.service && NEVER_LOG_ON.includes(request.sid))
    throw new InstallError(
      `${request.account} never logs on to this machine, so its worker would never start: run this as the account that is to render, or without -Service`,
    );
  if (found === 'none') return false;
  if (found === 'unknown') {
    if (request.service || mayHaveTask(layout, before)) throw cannotTell();
    return false;
  }
  const isOwn = found.names(layout.dir) && isTaskOf(found, request);
  if (!isOwn && request.service)
    throw new InstallError(
      `this machine already has a task "${TASK_NAME}", ${
        found.names(layout.dir)
          ? `which runs the worker in ${layout.dir} as another account (${found.owner}): run this as that account`
          : `which runs a worker in another folder, as ${found.owner}: remove that worker first, with -Remove and its -Dir, or run this without -Service`
      }`,
    );
  return isOwn;
}

/** @returns the error for a machine that does not tell whether the worker has a task */
export function cannotTell(): InstallError {
  return new InstallError(
    `Windows does not let this account see the task "${TASK_NAME}", so nothing was changed: run it elevated, as last time (in a PowerShell that was started as administrator)`,
  );
}

function mayHaveTask(layout: Layout, before: Installed | undefined): boolean {
  return before?.service ?? [layout.installed, layout.launcher, layout.before].some((place) => existsSync(place));
}
