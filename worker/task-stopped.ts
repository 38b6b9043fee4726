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
