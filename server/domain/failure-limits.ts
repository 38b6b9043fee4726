import type { CompleteFailurePolicy, FailurePolicy } from '../contracts/failure-policy.ts';

/** Share of failed tasks, in whole percent rounded down, at which a job fails unless it sets its own. */
export const FAIL_JOB_AT_PERCENT = 10;

type FarmLimits = Omit<CompleteFailurePolicy, 'job_fail_percentage'>;

/** The failure policy of jobs that set nothing themselves. */
export function farmFailurePolicy(limits: FarmLimits): CompleteFailurePolicy {
  return {
    task_fail_after_softfail_count: limits.task_fail_after_softfail_count,
    blocklist_threshold: limits.blocklist_threshold,
    job_fail_percentage: FAIL_JOB_AT_PERCENT,
  };
}

/** The failure policy of a job: each value is its own if it has one, else the farm's. 0 is a value too: no limit. */
export function failurePolicyOf(own: FailurePolicy, farm: CompleteFailurePolicy): CompleteFailurePolicy {
  return {
    task_fail_after_softfail_count: own.task_fail_after_softfail_count ?? farm.task_fail_after_softfail_count,
    blocklist_threshold: own.blocklist_threshold ?? farm.blocklist_threshold,
    job_fail_percentage: own.job_fail_percentage ?? farm.job_fail_percentage,
  };
}
