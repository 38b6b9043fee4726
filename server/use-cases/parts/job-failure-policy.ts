import type { CompleteFailurePolicy, FailurePolicy } from '../../contracts/failure-policy.ts';
import { failurePolicyOf, farmFailurePolicy } from '../../domain/failure-limits.ts';
import type { JobRow } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';

/** The failure policy of this job at this moment. Asked for when a task fails, never when one is handed out. */
export function jobFailurePolicy(farm: Farm, job: JobRow): CompleteFailurePolicy {
  return failurePolicyOf(ownFailurePolicy(job) ?? {}, farmFailurePolicy(farm.config.settings));
}

/** What the job itself sets of its failure policy; undefined when it leaves everything to the farm. */
export function ownFailurePolicy(job: Pick<JobRow, 'failure_policy'>): FailurePolicy | undefined {
  return job.failure_policy === null ? undefined : (JSON.parse(job.failure_policy) as FailurePolicy);
}

/** A policy as it is stored; null when it sets nothing. */
export function storedFailurePolicy(policy: FailurePolicy = {}): string | null {
  const text = JSON.stringify(policy);
  return text === '{}' ? null : text;
}
