/** Why a running task has to stop. It is the reason of the abort signal that its commands see. */
export class TaskStopped extends Error {
  /** `refused`: may-i-run said no; `lost`: the manager refused a report; `shutdown`: this worker is about to end; `asleep`: somebody put it to sleep. */
  readonly because: 'refused' | 'lost' | 'shutdown' | 'asleep';

  constructor(because: TaskStopped['because'], message: string) {
    super(message);
    this.name = 'TaskStopped';
    this.because = because;
  }
}
