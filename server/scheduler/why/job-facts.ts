import type { EligibilityFacts } from '../../domain/eligibility.ts';
import { findJobsDependedOn } from '../../persistence/repositories/job-dependencies.repository.ts';
import type { JobRow, Tables } from '../../persistence/tables.ts';

/** What the rules ask about a job, and whatever its answers tell about other jobs. */
export async function factsOfJob(tables: Tables, job: JobRow): Promise<EligibilityFacts['job']> {
  const { id, status, worker_tag_id: workerTagId, waits_for: waitsFor } = job;
  const others = waitsFor === 0 ? [] : await findJobsDependedOn(tables, id);
  const waitsForJobs = others.filter((other) => other.status !== 'completed');
  return { id, status, workerTagId, waitsFor, ...(waitsFor === 0 ? {} : { waitsForJobs }) };
}
