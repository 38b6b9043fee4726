import type { JobWhy, TaskWhy, WhyRule, WhyWorkersRule, WorkerWhy } from '#server/contracts/why.ts';
import { formatNoun } from '../../_lib/formats.ts';

/** One rule that holds something back. */
export interface WhyReason {
  readonly rule: string;
  readonly why: string;
  readonly unblock: string;
  /** How many it concerns, where the sentence does not say. */
  readonly extent: string;
  readonly examples: readonly { readonly id: string; readonly name: string; readonly href: string }[];
  /** How many more there are besides the examples. */
  readonly others: number;
}

export interface WhyGroup {
  readonly key: string;
  /** Empty when there is only one group. */
  readonly title: string;
  readonly reasons: readonly WhyReason[];
}

/** The rules that hold a task back. */
export function groupsOfTask(why: TaskWhy): WhyGroup[] {
  return [{ key: 'task', title: '', reasons: reasonsOf(why) }];
}

/** The rules that hold a job's tasks back, by task type. */
export function groupsOfJob(why: JobWhy): WhyGroup[] {
  return why.types.map((type) => ({
    key: type.task_type,
    title: why.types.length > 1 ? `${type.task_type}: ${formatNoun(type.waiting, 'task')} waiting` : '',
    reasons: reasonsOf(type),
  }));
}

/** The rules that keep work from a worker. */
export function groupsOfWorker(why: WorkerWhy): WhyGroup[] {
  const jobs = why.held_back.map((rule) => ({
    rule: rule.rule,
    why: rule.why,
    unblock: rule.unblock,
    extent: formatNoun(rule.jobs, 'job'),
    examples: rule.examples.map((job) => ({ ...job, href: `/jobs/${job.id}` })),
    others: rule.jobs - rule.examples.length,
  }));
  return [{ key: 'worker', title: '', reasons: [...why.blocked_by.map(ofAll), ...jobs] }];
}

function reasonsOf(why: { readonly blocked_by: readonly WhyRule[]; readonly held_back: readonly WhyWorkersRule[] }) {
  return [...why.blocked_by.map(ofAll), ...why.held_back.map(ofWorkers)];
}

function ofAll({ rule, why, unblock }: WhyRule): WhyReason {
  return { rule, why, unblock, extent: '', examples: [], others: 0 };
}

function ofWorkers({ rule, why, unblock, workers, only, examples }: WhyWorkersRule): WhyReason {
  return {
    rule,
    why,
    unblock,
    extent: only === workers ? '' : only > 0 ? `${only} only because of this` : 'not only because of this',
    examples: examples.map((worker) => ({ ...worker, href: `/workers/${worker.id}` })),
    others: workers - examples.length,
  };
}
