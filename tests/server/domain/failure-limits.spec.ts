import { describe, expect, it } from 'vitest';
import type { FailurePolicy } from '#server/contracts/failure-policy.ts';
import { failurePolicyOf, farmFailurePolicy } from '#server/domain/failure-limits.ts';

const farm = farmFailurePolicy({ task_fail_after_softfail_count: 3, blocklist_threshold: 5 });

describe('the failure limits of a job', () => {
  it.each<[string, FailurePolicy, [tries: number, block: number, percent: number]]>([
    ['are those of the farm if the job has none', {}, [3, 5, 10]],
    ['are its own where it has any', { task_fail_after_softfail_count: 1 }, [1, 5, 10]],
    ['may be higher than those of the farm', { blocklist_threshold: 50, job_fail_percentage: 90 }, [3, 50, 90]],
    [
      'may be switched off by 0, which is not the same as none at all',
      { task_fail_after_softfail_count: 0, blocklist_threshold: 0, job_fail_percentage: 0 },
      [0, 0, 0],
    ],
  ])('%s', (_rule, own, [tries, block, percent]) => {
    expect(failurePolicyOf(own, farm)).toEqual({
      task_fail_after_softfail_count: tries,
      blocklist_threshold: block,
      job_fail_percentage: percent,
    });
  });
});
