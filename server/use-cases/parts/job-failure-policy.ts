import type { CompleteFailurePolicy, FailurePolicy } from '../../contracts/failure-policy.ts';
import { failurePolicyOf, farmFailurePolicy } from '../../domain/failure-limits.ts';
import type { JobRow } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';

/** What failures mean in this job at this moment. Asked when a task fails, never when one is handed out. */
export function jobFailurePolicy(farm: Farm, job: JobRow): CompleteFailurePolicy {
  return failurePolicyOf(ownFailurePolicy(job) ?? {}, farmFailurePolicy(farm.config.settings));
}

/** What the job itself says of failures; undefined when it leaves all to the farm. */
export function ownFailurePolicy(job: Pick<JobRow, 'failure_policy'>): FailurePolicy | undefined {
  return job.failure_policy === null ? undefined : (JSON.parse(job.failure_policy) as FailurePolicy);
}

/** A policy as it is stored; null when it says nothing. */
export function storedFailurePolicy(policy: FailurePolicy = {}): string | null {
  const text = JSON.stringify(policy);
  return text === '{}' ? null : text;
}
