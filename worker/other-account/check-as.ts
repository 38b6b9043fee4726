import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { messageOf } from '#shared/message-of.ts';
import { ok, problem } from '../self-check/check.ts';
import type { TaskNeeds } from '../self-check/check-for-tasks.ts';
import type { StartAs } from './account.ts';
import { askHost } from './ask-host.ts';

const NAME = 'Account';

/** Like `checkForTasks`, but under the account that tasks run under, which comes first. */
export async function checkAs(
  start: StartAs,
  needs: TaskNeeds,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<WorkerCheckItem[]> {
  const found: WorkerCheckItem[] = [];
  try {
    await askHost(
      start,
      { kind: 'check', needs, environment },
      (message) => {
        if (message.kind === 'checked')
          found.push(ok(NAME, `tasks run as ${message.account}, and so did the checks below`), ...message.items);
      },
      { signal, giveUpMilliseconds: 0 },
    );
    return found;
  } catch (error) {
    signal.throwIfAborted();
    const text = `Nothing can be run under the account for tasks: ${messageOf(error)}. Programs and shared storage were not checked.`;
    return [problem(NAME, text, 'What "run_tasks_as" needs is in docs/worker.md, under "What tasks can reach".')];
  }
}
