import { describe, expect, it } from 'vitest';
import { JOB_STATUSES, type JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import { EMPTY_TALLY } from '#server/domain/farm-facts.ts';
import { RETURN_STATUS, returnNote } from '#server/domain/return-to-pool.ts';
import { startupRepair } from '#server/domain/startup-repair.ts';
import { afterSteps } from './tallies.ts';

const CASES: readonly [
  JobStatus,
  Partial<Record<TaskStatus, number>>,
  JobStatus,
  Partial<Record<TaskStatus, number>>,
][] = [
  ['cancel-requested', { active: 1, queued: 2, completed: 1 }, 'canceled', { canceled: 3, completed: 1 }],
  ['requeueing', { failed: 1, canceled: 1, completed: 1 }, 'queued', { queued: 2, completed: 1 }],
  ['pause-requested', { queued: 2 }, 'paused', { paused: 2 }],
  ['pause-requested', { active: 1, queued: 2 }, 'pause-requested', { active: 1, paused: 2 }],
];

describe('at the start of the manager', () => {
  it.each(CASES)('a job left in %s with tasks %o goes on to %s', (status, tasks, end, after) => {
    const tally = { ...EMPTY_TALLY, ...tasks };
    const steps = startupRepair({ id: 'j', status }, tally)?.job ?? [];
    expect(steps.at(-1)?.to).toBe(end);
    expect(afterSteps(tally, steps)).toEqual({ ...EMPTY_TALLY, ...after });
  });

  it('jobs in other statuses stay as they are', () => {
    const tally = { ...EMPTY_TALLY, active: 1 };
    const repaired = JOB_STATUSES.filter((status) => startupRepair({ id: 'j', status }, tally) !== null);
    expect(new Set(repaired)).toEqual(new Set(CASES.map(([status]) => status)));
  });
});

describe('a task that is given back by its worker', () => {
  it('is queued, or paused when its job is pausing or paused', () => {
    expect(JOB_STATUSES.filter((status) => RETURN_STATUS[status] === 'paused')).toEqual(['paused', 'pause-requested']);
    expect(RETURN_STATUS.active).toBe('queued');
    expect(RETURN_STATUS.queued).toBe('queued');
  });

  it('says why', () => {
    expect(returnNote('signed-off', 'node-7', 'queued')).toBe('Returned to the queue: worker node-7 signed off');
    expect(returnNote('signed-off', 'node-7', 'paused')).toBe('Paused with its job: worker node-7 signed off');
  });
});
