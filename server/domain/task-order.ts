/** What decides which of several tasks is handed out first. */
export interface TaskRank {
  /** 0 to 100, higher first. */
  readonly jobPriority: number;
  /** Order of submission, lower first. */
  readonly jobNumber: number;
  /** Higher first. */
  readonly taskPriority: number;
  /** From 1, lower first. */
  readonly indexInJob: number;
}

/** Puts tasks in the order in which they are handed out. Queries order by the same four columns. */
export function compareTasks(a: TaskRank, b: TaskRank): number {
  return (
    b.jobPriority - a.jobPriority ||
    a.jobNumber - b.jobNumber ||
    b.taskPriority - a.taskPriority ||
    a.indexInJob - b.indexInJob
  );
}
