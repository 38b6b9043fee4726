import { FIRST_TIMEOUT_CHECK_MS, TIMEOUT_CHECK_EVERY_MS } from '../domain/timeouts.ts';
import { MANAGER } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { forgetOldEvents } from '../events/forget-old-events.ts';
import { FarmStatusKeeper } from './farm-status.ts';
import { deleteRequestedJobs } from './job-deleter.ts';
import { journalKeeper } from './journal-keeper.ts';
import { forgetOldKeys } from '../use-cases/parts/repeated-submission.ts';
import { trimAudit } from '../use-cases/trim-audit.ts';
import { runPeriodically } from './periodic.ts';
import { repairJobs } from './startup-repair.ts';
import { checkTimeouts } from './timeouts.ts';

const TRIMMING_EVERY_MS = 600_000;
const DELETION_EVERY_MS = 60_000;
const JOURNAL_EVERY_MS = 60_000;

export interface Scheduler {
  readonly farmStatus: FarmStatusKeeper;
  /** Resolves when all periodic work has ended. */
  stop(): Promise<void>;
}

/** Repairs what the manager's last run left behind, then starts all periodic work. */
export async function startScheduler(farm: Farm): Promise<Scheduler> {
  await repairJobs(farm);
  const farmStatus = new FarmStatusKeeper(farm);
  farmStatus.start();
  const stopping = new AbortController();
  // Once per farm, not once per manager.
  const when = (): boolean => farm.database.isInCharge();
  const deleter = runPeriodically(farm.logger, {
    name: 'job deletion',
    when,
    firstAfterMs: 0,
    everyMs: DELETION_EVERY_MS,
    round: () => deleteRequestedJobs(farm, stopping.signal),
  });
  const timeouts = runPeriodically(farm.logger, {
    name: 'timeouts',
    when,
    firstAfterMs: FIRST_TIMEOUT_CHECK_MS,
    everyMs: TIMEOUT_CHECK_EVERY_MS,
    round: () => checkTimeouts(farm),
  });
  const trimming = runPeriodically(farm.logger, {
    name: 'old events and keys',
    when,
    firstAfterMs: TRIMMING_EVERY_MS,
    everyMs: TRIMMING_EVERY_MS,
    round: async () => {
      await forgetOldEvents(farm);
      await forgetOldKeys(farm, MANAGER);
      await trimAudit(farm);
    },
  });
  const journal = runPeriodically(farm.logger, {
    name: 'write-ahead file',
    firstAfterMs: JOURNAL_EVERY_MS,
    everyMs: JOURNAL_EVERY_MS,
    round: journalKeeper(farm),
  });
  const unlisten = farm.events.listen((events) => {
    if (events.some((event) => event.type === 'job.changed' && event.payload.job.delete_requested_at)) deleter.now();
  });
  // Deletions that were requested while nobody was in charge need not wait any longer.
  const unlistenCharge = farm.database.onCharge((isInCharge) => {
    if (isInCharge) deleter.now();
  });
  return {
    farmStatus,
    stop: async () => {
      unlisten();
      unlistenCharge();
      stopping.abort();
      await Promise.all([farmStatus.stop(), deleter.stop(), timeouts.stop(), trimming.stop(), journal.stop()]);
    },
  };
}
