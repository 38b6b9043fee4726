import type { Logger } from 'pino';
import type { AssignedTask } from '#server/contracts/task.ts';
import { messageOf } from '#shared/message-of.ts';
import { CommandFailed } from './commands/command.ts';
import type { CommandRegistry } from './commands/registry.ts';
import type { ManagerClient } from './manager-client.ts';
import { watchPermission } from './may-i-run.ts';
import type { OutputUpload } from './output-upload.ts';
import type { StartAs } from './other-account/account.ts';
import { runCommandsAs } from './other-account/run-commands-as.ts';
import type { StraySearch } from './process/stray-search.ts';
import { runCommands } from './run-commands.ts';
import { TaskReports } from './task-reports.ts';
import { TaskStopped, unlessUrgent } from './task-stopped.ts';
import type { Timing } from './timing.ts';
import type { UpdateSender } from './update-sender.ts';

export interface TaskRunnerParts {
  readonly client: ManagerClient;
  readonly sender: UpdateSender;
  readonly uploads: OutputUpload;
  readonly commands: CommandRegistry;
  readonly environment: NodeJS.ProcessEnv;
  readonly timing: Timing;
  readonly logger: Logger;
  readonly oomScoreAdjust?: number | undefined;
  readonly passVariables?: readonly string[] | undefined;
  /** How programs are started under the account for tasks; undefined if that is the worker's own. */
  readonly startAs?: StartAs | undefined;
  /** Looks for programs that tasks leave behind. */
  readonly strays?: StraySearch | undefined;
  /** Keeps this machine from falling asleep until what it returns is called. */
  readonly stayAwake?: { hold(): () => void } | undefined;
}

/** `stopped`: no result was reported, and the manager gives the task to another worker. */
export type TaskOutcome = 'completed' | 'failed' | 'stopped';

/**
 * Runs the commands of a task in order and reports as Flamenco workers do. Ends early when the manager refuses
 * (may-i-run, or a refused report) or `stop` aborts, after killing all programs of the task. Never throws because of
 * anything a task does.
 */
export async function runTask(parts: TaskRunnerParts, task: AssignedTask, stop: AbortSignal): Promise<TaskOutcome> {
  const logger = parts.logger.child({ taskId: task.uuid, jobId: task.job });
  const reports = new TaskReports(task.uuid, parts.sender, parts.timing.logBatch);
  const abort = new AbortController();
  const end = (because: TaskStopped['because'], message: string) => abort.abort(new TaskStopped(because, message));
  const onStop = () => {
    if (stop.reason instanceof TaskStopped) abort.abort(stop.reason);
    else end('shutdown', 'this worker is shutting down');
  };
  const unwatch = parts.sender.watch(task.uuid, () => end('lost', 'the task is no longer assigned to this worker'));
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();

  const watching = new AbortController();
  const watch = watchPermission(parts.client, task.uuid, parts.timing.mayIRun, logger, watching.signal, (reason) =>
    end('refused', `the manager does not want it to go on: ${reason}`),
  );

  logger.info({ name: task.name, type: task.task_type }, 'task was started');
  reports.report({ activity: 'Started', taskStatus: 'active' });
  const letSleep = parts.stayAwake?.hold();
  let tidy: () => Promise<void> = () => Promise.resolve();
  try {
    let steps = task.steps_completed;
    const listener = {
      log: (line: string) => reports.log(line),
      activity: (words: string) => reports.report({ activity: words }),
      stepDone: (words: string) => reports.report({ activity: words, steps_completed: ++steps }),
      outputProduced: (file: string) => parts.uploads.offer(task.uuid, file),
    };
    const afterwards = (tidying: typeof tidy) => void (tidy = tidying);
    const surroundings = { ...parts, killGraceMilliseconds: parts.timing.killGrace, afterwards };
    if (parts.startAs === undefined) await runCommands(surroundings, task.commands, listener, abort.signal);
    else await runCommandsAs(parts.startAs, surroundings, task.commands, listener, abort.signal);
    await parts.uploads.settled(parts.timing.lastUpload);
    // Even if told to stop in the meantime: what is done is done.
    reports.report({ activity: 'Completed', taskStatus: 'completed' });
    await reports.settled();
    logger.info('task was completed');
    return 'completed';
  } catch (error) {
    if (abort.signal.aborted) return reportStop(abort.signal.reason, reports, logger);
    const message = `Failed: ${error instanceof CommandFailed ? error.message : String(error)}`;
    reports.report({ activity: message, taskStatus: 'failed', log: `${message}\n` });
    logger.warn({ err: error }, 'task failed');
    return 'failed';
  } finally {
    watching.abort();
    stop.removeEventListener('abort', onStop);
    await reports.settled();
    unwatch();
    await watch;
    // Nobody waits for it but the next task.
    await unlessUrgent(tidy(), stop);
    letSleep?.();
  }
}

/**
 * Writes to the log only, because a status would be taken for a result. A manager that has taken the task away does not
 * want to hear about it at all.
 */
function reportStop(reason: unknown, reports: TaskReports, logger: Logger): TaskOutcome {
  const text = messageOf(reason);
  logger.info({ reason: text }, 'task was stopped');
  if (reason instanceof TaskStopped && reason.because !== 'lost') void reports.log(`task was stopped: ${text}`);
  return 'stopped';
}
