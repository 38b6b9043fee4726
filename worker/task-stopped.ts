/** Why a running task has to stop. Its commands see this as the reason of their abort signal. */
export class TaskStopped extends Error {
  /**
   * `refused`: may-i-run said no; `lost`: the manager refused a report; `shutdown`: this worker is about to end;
   * `asleep`: somebody put this worker to sleep.
   */
  readonly because: 'refused' | 'lost' | 'shutdown' | 'asleep';
  /** The system ends this worker within a few seconds. */
  readonly isUrgent: boolean;

  constructor(because: TaskStopped['because'], message: string, isUrgent = false) {
    super(message);
    this.name = 'TaskStopped';
    this.because = because;
    this.isUrgent = isUrgent;
  }
}

/** Whether the reason of an abort signal is that the system ends this worker within a few seconds. */
export function isUrgentStop(why: unknown): boolean {
  return why instanceof TaskStopped && why.isUrgent;
}

/** Waits for work that can be left undone, but no longer than until `stop` aborts for an urgent reason. */
export async function unlessUrgent(work: Promise<void>, stop: AbortSignal): Promise<void> {
  const over = new AbortController();
  const hurry = new Promise<void>((resolve) => {
    const look = () => isUrgentStop(stop.reason) && resolve();
    look();
    stop.addEventListener('abort', look, { once: true, signal: over.signal });
  });
  await Promise.race([work, hurry]).finally(() => over.abort());
}
