import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ELIGIBILITY_RULES,
  blockingRules,
  firstBlockingRule,
  type EligibilityFacts,
  type EligibilityRule,
} from '#server/domain/eligibility.ts';
import { compareTasks, type TaskRank } from '#server/domain/task-order.ts';

const facts: EligibilityFacts = {
  job: { id: 'job-1', status: 'queued', workerTagId: null, waitsFor: 0 },
  task: { status: 'queued', type: 'blender', unfinishedDependencies: 0 },
  worker: {
    id: 'worker-1',
    name: 'node-7',
    status: 'awake',
    statusRequested: null,
    removed: false,
    approval: null,
    supportedTaskTypes: ['blender'],
    tagIds: [],
    runningTask: null,
  },
  failedBefore: false,
  blocked: false,
};

const CASES: readonly [string, EligibilityFacts][] = [
  ['job-runnable', { ...facts, job: { ...facts.job, status: 'paused' } }],
  ['other-jobs-completed', { ...facts, job: { ...facts.job, waitsFor: 1 } }],
  ['task-runnable', { ...facts, task: { ...facts.task, status: 'active' } }],
  ['dependencies-completed', { ...facts, task: { ...facts.task, unfinishedDependencies: 2 } }],
  ['worker-present', { ...facts, worker: { ...facts.worker, removed: true } }],
  ['worker-approved', { ...facts, worker: { ...facts.worker, approval: 'wrong-secret' } }],
  ['worker-awake', { ...facts, worker: { ...facts.worker, status: 'asleep' } }],
  ['no-status-requested', { ...facts, worker: { ...facts.worker, statusRequested: 'offline' } }],
  ['worker-free', { ...facts, worker: { ...facts.worker, runningTask: 'render-7' } }],
  ['type-supported', { ...facts, worker: { ...facts.worker, supportedTaskTypes: ['ffmpeg'] } }],
  ['tag-fits', { ...facts, job: { ...facts.job, workerTagId: 'gpu' } }],
  ['not-blocked', { ...facts, blocked: true }],
  ['not-failed-before', { ...facts, failedBefore: true }],
];

describe('a task is handed to a worker', () => {
  it('if no rule prevents it', () => {
    expect(firstBlockingRule(facts)).toBeNull();
    expect(firstBlockingRule({ ...facts, task: { ...facts.task, status: 'soft-failed' } })).toBeNull();
    expect(
      firstBlockingRule({
        ...facts,
        job: { id: 'job-1', status: 'active', workerTagId: 'gpu', waitsFor: 0 },
        worker: { ...facts.worker, tagIds: ['gpu'] },
      }),
    ).toBeNull();
  });

  it.each(CASES)('but not if %s says no', (name, given) => {
    expect(firstBlockingRule(given)?.name).toBe(name);
    const [rule, ...others] = blockingRules(given);
    expect(others).toEqual([]);
    expect(rule?.why(given)).toMatch(/^[A-Z0-9].*\.$/);
    expect(rule?.unblock).toMatch(/^[A-Z].*\.$/);
    if (rule?.about.startsWith('worker')) expect(rule.whyMany?.(3, given)).toMatch(/^3 workers .*\.$/);
  });

  it('and each rule has a case here', () => {
    expect(CASES.map(([name]) => name)).toEqual(ELIGIBILITY_RULES.map((rule) => rule.name));
  });

  it('but not if a rule of a plugin says no', () => {
    const never: EligibilityRule = {
      name: 'never',
      about: 'worker',
      allows: () => false,
      why: () => 'Never.',
      unblock: 'Wait.',
    };
    expect(firstBlockingRule(facts, [...ELIGIBILITY_RULES, never])).toBe(never);
  });
});

describe('tasks are handed out', () => {
  const rank = fc.record<TaskRank>({
    jobPriority: fc.nat({ max: 3 }),
    jobNumber: fc.nat({ max: 3 }),
    taskPriority: fc.nat({ max: 3 }),
    indexInJob: fc.nat({ max: 3 }),
  });

  it('by priority of the job, submission of the job, priority of the task, and index in the job', () => {
    const first: TaskRank = { jobPriority: 60, jobNumber: 2, taskPriority: 50, indexInJob: 9 };
    const order = [
      first,
      { jobPriority: 50, jobNumber: 1, taskPriority: 70, indexInJob: 9 },
      { jobPriority: 50, jobNumber: 1, taskPriority: 50, indexInJob: 1 },
      { jobPriority: 50, jobNumber: 1, taskPriority: 50, indexInJob: 2 },
      { jobPriority: 50, jobNumber: 2, taskPriority: 99, indexInJob: 1 },
    ];
    expect(order.toReversed().toSorted(compareTasks)).toEqual(order);
  });

  it('in the same order, whatever the order in which they are found', () => {
    fc.assert(
      fc.property(fc.array(rank), (ranks) => {
        expect(ranks.toSorted(compareTasks)).toEqual(ranks.toReversed().toSorted(compareTasks));
      }),
    );
  });
});
