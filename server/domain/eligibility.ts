import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';
import type { WorkerApproval, WorkerStatus } from '../contracts/worker.ts';
import { isRunnableJob } from './job-state.ts';
import { isInPool } from './task-state.ts';

/** Everything that decides whether one worker may be given one task now. */
export interface EligibilityFacts {
  readonly job: {
    /** Empty when the question is not about a particular job. */
    readonly id: string;
    readonly status: JobStatus;
    /** Id of the tag that workers must have; `null` = any worker. */
    readonly workerTagId: string | null;
    /** How many of the jobs that it depends on are not completed. */
    readonly waitsFor: number;
    /** Those jobs, when the question is why; a job without a status was deleted. */
    readonly waitsForJobs?: readonly { readonly name: string; readonly status?: JobStatus }[];
  };
  readonly task: {
    readonly status: TaskStatus;
    readonly type: string;
    /** How many of the tasks it depends on are not completed. */
    readonly unfinishedDependencies: number;
  };
  readonly worker: {
    /** Empty when the farm has no workers. */
    readonly id: string;
    readonly name: string;
    /** Empty until the first sign-on. */
    readonly status: WorkerStatus | '';
    readonly statusRequested: WorkerStatus | null;
    readonly removed: boolean;
    /** Why it is not allowed to work; `null` = it is. */
    readonly approval: WorkerApproval | null;
    readonly supportedTaskTypes: readonly string[];
    readonly tagIds: readonly string[];
    /** Name of the task it is running. */
    readonly runningTask: string | null;
  };
  /** The worker is on the task's failure list. */
  readonly failedBefore: boolean;
  /** The worker is on the job's blocklist for this task type. */
  readonly blocked: boolean;
}

/**
 * One named reason for not giving a task to a worker. The scheduler and "why is this waiting?" use the same list, so
 * the page says what the scheduler does. A plugin contributes rules through `definePlugin({ eligibility })`; a rule
 * that needs more than these facts keeps it in its closure.
 */
export interface EligibilityRule {
  /** Kebab-case, unique; part of the API of "why". */
  readonly name: string;
  /** What the rule looks at: one about the job or the task affects all workers alike, so it need only be asked once. */
  readonly about: 'job' | 'task' | 'worker' | 'worker-and-task';
  /** True when this rule does not keep the task from the worker. */
  allows(facts: EligibilityFacts): boolean;
  /** One sentence; only asked for when `allows` is false. */
  why(facts: EligibilityFacts): string;
  /**
   * One sentence about all the workers that the rule stops, or all the tasks if it is about tasks. Without it, the
   * `why` of the first one is shown.
   */
  whyMany?(count: number, facts: EligibilityFacts): string;
  /** One sentence: what a person can do about it, or what will happen without them. */
  readonly unblock: string;
  /** Better advice for a single worker or task, from its state; `undefined` = nothing better than `unblock`. */
  unblockOne?(facts: EligibilityFacts): string | undefined;
}

/** How to get a worker that is not awake to work, by its status; empty = it has never signed on. */
const HOW_TO_WAKE: Readonly<Record<WorkerStatus | '', string | undefined>> = {
  '': 'Start the worker; it signs on and asks for work by itself.',
  starting: 'Nothing to do: the worker has signed on and is about to ask for work.',
  awake: undefined,
  asleep: 'Wake the worker.',
  offline: 'Start the worker on its machine.',
  restart: 'It continues by itself once the worker is back; if that takes too long, start the worker.',
  error:
    'Nothing was heard from it for too long. Check its machine and the network, then start the worker again; if it is still running, waking it is enough.',
  testing: 'Ask the worker to go "awake" when the test is over.',
};

/** The kernel's rules for handing out tasks, widest first: job, task, worker, then the pair. */
export const ELIGIBILITY_RULES: readonly EligibilityRule[] = [
  {
    name: 'job-runnable',
    about: 'job',
    allows: ({ job }) => isRunnableJob(job.status),
    why: ({ job }) => `The job is "${job.status}"; tasks are handed out while it is "active" or "queued".`,
    unblock: 'Re-queue the job.',
  },
  {
    name: 'other-jobs-completed',
    about: 'job',
    allows: ({ job }) => job.waitsFor === 0,
    why: ({ job }) => `The job waits for ${otherJobs(job)}.`,
    unblock:
      'It starts by itself once they are completed. If one will never be, start this job without waiting, on its page.',
    unblockOne: ({ job }) => adviceOnOthers(job),
  },
  {
    name: 'task-runnable',
    about: 'task',
    allows: ({ task }) => isInPool(task.status),
    why: ({ task }) => `The task is "${task.status}"; only "queued" and "soft-failed" tasks are handed out.`,
    unblock: 'Re-queue the task.',
  },
  {
    name: 'dependencies-completed',
    about: 'task',
    allows: ({ task }) => task.unfinishedDependencies === 0,
    why: ({ task }) =>
      `The task waits for ${task.unfinishedDependencies} of the tasks that it depends on to be completed.`,
    whyMany: (tasks) =>
      tasks === 1
        ? 'The task waits for others that are not completed yet.'
        : `${tasks} tasks wait for others that are not completed yet.`,
    unblock: 'It starts by itself once they are completed; re-queue those that failed or were canceled.',
  },
  {
    name: 'worker-present',
    about: 'worker',
    allows: ({ worker }) => !worker.removed,
    why: ({ worker }) => `Worker ${worker.name} was removed from the farm.`,
    whyMany: (workers) => `${workers} workers were removed from the farm.`,
    unblock: 'Start the worker again; it registers as a new worker.',
  },
  {
    name: 'worker-approved',
    about: 'worker',
    allows: ({ worker }) => worker.approval === null,
    why: ({ worker }) => `Worker ${worker.name} ${NOT_APPROVED[worker.approval ?? 'no-secret']}.`,
    whyMany: (workers) => `${workers} workers are not approved.`,
    unblock: 'Approve the worker, or give it the registration secret and start it again.',
  },
  {
    name: 'worker-awake',
    about: 'worker',
    allows: ({ worker }) => worker.status === 'awake',
    why: ({ worker }) =>
      `Worker ${worker.name} is ${worker.status === '' ? 'not started yet' : `"${worker.status}"`}; only "awake" workers get tasks.`,
    whyMany: (workers) => `${workers} workers are not awake.`,
    unblock: 'Wake the workers that are asleep, and start those that are offline or in error.',
    unblockOne: ({ worker }) => HOW_TO_WAKE[worker.status],
  },
  {
    name: 'no-status-requested',
    about: 'worker',
    allows: ({ worker }) => worker.statusRequested === null,
    why: ({ worker }) =>
      `Worker ${worker.name} was asked to go to "${worker.statusRequested ?? ''}" and gets no tasks until it has.`,
    whyMany: (workers) => `${workers} workers were asked to go to another status and get no tasks until they have.`,
    unblock: 'Ask the worker to go "awake".',
  },
  {
    name: 'worker-free',
    about: 'worker',
    allows: ({ worker }) => worker.runningTask === null,
    why: ({ worker }) => `Worker ${worker.name} is busy with ${worker.runningTask ?? 'another task'}.`,
    whyMany: (workers) => `${workers} workers are busy with other tasks.`,
    unblock: 'Nothing to do: workers ask for the next task when they are done.',
  },
  {
    name: 'type-supported',
    about: 'worker-and-task',
    allows: ({ worker, task }) => worker.supportedTaskTypes.includes(task.type),
    why: ({ worker, task }) =>
      `Worker ${worker.name} runs ${listed(worker.supportedTaskTypes)}, but the task is of type "${task.type}".`,
    whyMany: (workers, { task }) => `${workers} workers do not run tasks of type "${task.type}".`,
    unblock: "Add the type to task_types in the worker's flamenco-worker.yaml (in lower case) and restart it.",
  },
  {
    name: 'tag-fits',
    about: 'worker-and-task',
    allows: ({ worker, job }) => job.workerTagId === null || worker.tagIds.includes(job.workerTagId),
    why: ({ worker }) => `The job is bound to a worker tag that ${worker.name} does not have.`,
    whyMany: (workers) => `${workers} workers do not have the tag that the job is bound to.`,
    unblock: 'Give the worker the tag, or take the tag off the job.',
  },
  {
    name: 'not-blocked',
    about: 'worker-and-task',
    allows: ({ blocked }) => !blocked,
    why: ({ worker, task }) => `Worker ${worker.name} is on the job's blocklist for tasks of type "${task.type}".`,
    whyMany: (workers, { task }) => `${workers} workers are on the job's blocklist for tasks of type "${task.type}".`,
    unblock: "Remove the entry from the job's blocklist, or re-queue the job.",
  },
  {
    name: 'not-failed-before',
    about: 'worker-and-task',
    allows: ({ failedBefore }) => !failedBefore,
    why: ({ worker }) => `Worker ${worker.name} has failed this task before.`,
    whyMany: (workers) => `${workers} workers have failed this task before.`,
    unblock: 'Let another worker try it, or re-queue the task to forget its failures.',
  },
];

const NOT_APPROVED: Readonly<Record<WorkerApproval, string>> = {
  'no-secret': 'came without a registration secret or enrolment code and waits for approval',
  'wrong-secret': 'came with a wrong registration secret or enrolment code and waits for approval',
  rejected: 'was rejected and gets no tasks',
  revoked: 'was revoked, so its credentials are of no use',
};

/** What would get this task to this worker, when this rule is what holds it back. */
export function adviceOf(rule: EligibilityRule, facts: EligibilityFacts): string {
  return rule.unblockOne?.(facts) ?? rule.unblock;
}

/** The first rule that keeps the task from the worker; `null` when it may be handed out. */
export function firstBlockingRule(
  facts: EligibilityFacts,
  rules: readonly EligibilityRule[] = ELIGIBILITY_RULES,
): EligibilityRule | null {
  return rules.find((rule) => !rule.allows(facts)) ?? null;
}

/** Every rule that keeps the task from the worker, in the order of the rules; empty when it may be handed out. */
export function blockingRules(
  facts: EligibilityFacts,
  rules: readonly EligibilityRule[] = ELIGIBILITY_RULES,
): EligibilityRule[] {
  return rules.filter((rule) => !rule.allows(facts));
}

/** How many of the jobs that a job waits for a sentence names. */
const NAMED_JOBS = 3;

const DELETED = 'was deleted before it was completed';
const ENDED: Partial<Record<JobStatus, string>> = { failed: 'has failed', canceled: 'was canceled' };

function otherJobs({ waitsFor, waitsForJobs = [] }: EligibilityFacts['job']): string {
  const [first] = waitsForJobs;
  if (!first) return waitsFor === 1 ? 'another job to be completed' : `${waitsFor} other jobs to be completed`;
  const named = waitsForJobs
    .slice(0, NAMED_JOBS)
    .map(
      ({ name, status }) =>
        `job "${name}", which ${status === undefined ? DELETED : (ENDED[status] ?? `is ${status}`)}`,
    );
  const more = waitsForJobs.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join('; and for ');
}

function adviceOnOthers({ waitsForJobs = [] }: EligibilityFacts['job']): string | undefined {
  if (waitsForJobs.some(({ status }) => status === undefined))
    return 'A deleted job is never completed: start this one without waiting, on its page.';
  if (waitsForJobs.some(({ status }) => status === 'failed' || status === 'canceled'))
    return 'Re-queue the job that failed or was canceled, or start this one without waiting, on its page.';
  return undefined;
}

function listed(types: readonly string[]): string {
  return types.length === 0 ? 'no task types' : `tasks of type ${types.map((type) => `"${type}"`).join(', ')}`;
}
