import type { CompleteFailurePolicy, FailurePolicy } from '../contracts/failure-policy.ts';

/** Share of failed tasks, in whole percent rounded down, at which a job fails that does not say otherwise. */
export const FAIL_JOB_AT_PERCENT = 10;

type FarmLimits = Omit<CompleteFailurePolicy, 'job_fail_percentage'>;

/** What counts for jobs that say nothing of failures. */
export function farmFailurePolicy(limits: FarmLimits): CompleteFailurePolicy {
  return {
    task_fail_after_softfail_count: limits.task_fail_after_softfail_count,
    blocklist_threshold: limits.blocklist_threshold,
    job_fail_percentage: FAIL_JOB_AT_PERCENT,
  };
}

/** What counts for a job: what it says itself, else what the farm says. 0 is a word, too: no limit. */
export function failurePolicyOf(own: FailurePolicy, farm: CompleteFailurePolicy): CompleteFailurePolicy {
  return {
    task_fail_after_softfail_count: own.task_fail_after_softfail_count ?? farm.task_fail_after_softfail_count,
    blocklist_threshold: own.blocklist_threshold ?? farm.blocklist_threshold,
    job_fail_percentage: own.job_fail_percentage ?? farm.job_fail_percentage,
  };
}
