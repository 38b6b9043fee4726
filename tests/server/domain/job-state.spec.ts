import { describe, expect, it } from 'vitest';
import { JOB_STATUSES, type JobStatus } from '#server/contracts/job.ts';
import { jobMove, possibleJobRequests } from '#server/domain/job-state.ts';

/** What the web interface of Flamenco 3 offers. */
const WEB_PAGE_OFFERS: readonly [JobStatus, readonly JobStatus[]][] = [
  ['cancel-requested', ['active', 'failed', 'paused', 'pause-requested', 'queued']],
  ['pause-requested', ['active', 'canceled', 'queued']],
  ['requeueing', ['canceled', 'completed', 'failed', 'paused']],
];

describe('job statuses', () => {
  it.each(WEB_PAGE_OFFERS)("allow %s wherever Flamenco's web page offers it", (to, fromAll) => {
    for (const from of fromAll) expect(jobMove(from, to), from).toBe('allowed');
  });

  it('have a rule for every pair, and staying the same is always allowed', () => {
    for (const from of JOB_STATUSES) {
      for (const to of JOB_STATUSES) {
        expect(['allowed', 'automatic', 'nothing', 'refused']).toContain(jobMove(from, to));
        if (from === to) expect(jobMove(from, to)).toBe('nothing');
      }
    }
  });

  it.each<[JobStatus]>([['active'], ['completed'], ['canceled'], ['paused'], ['under-construction']])(
    'cannot be set to %s by request; only the manager does that',
    (to) => {
      for (const from of JOB_STATUSES) expect(possibleJobRequests(from)).not.toContain(to);
    },
  );

  it('offer a way out of every lasting status', () => {
    expect(JOB_STATUSES.filter((from) => possibleJobRequests(from).length === 0)).toEqual(['cancel-requested']);
  });
});
