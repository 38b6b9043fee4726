import type { Job, JobMetadata, JobSettings } from '../../../contracts/job.ts';
import type { JobRow } from '../../../persistence/tables.ts';
import { ownFailurePolicy } from '../../../use-cases/parts/job-failure-policy.ts';

/**
 * A job as `/api/v3` sends it. `submitter_platform` is not stored; it is sent empty because clients expect the field.
 * `dependencies` are the ids of the jobs that jobs depend on, by their own ids.
 */
export function jobBody(row: JobRow, dependencies: ReadonlyMap<string, string[]>): Job {
  const dependsOn = dependencies.get(row.id);
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    priority: row.priority,
    status: row.status,
    activity: row.activity,
    settings: JSON.parse(row.settings) as JobSettings,
    metadata: JSON.parse(row.metadata) as JobMetadata,
    submitter_platform: '',
    created: row.created_at,
    updated: row.updated_at,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    ...(row.shaman_checkout_id === null ? {} : { storage: { shaman_checkout_id: row.shaman_checkout_id } }),
    ...(row.owner_id === null ? {} : { owner_id: row.owner_id }),
    ...(row.keep === 1 ? { keep: true } : {}),
    ...(row.failure_policy === null ? {} : { failure_policy: ownFailurePolicy(row) }),
    ...(row.worker_tag_id === null ? {} : { worker_tag: row.worker_tag_id }),
    ...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
    ...(row.waits_for === 0 ? {} : { waits_for: row.waits_for }),
    ...(row.delete_requested_at === null ? {} : { delete_requested_at: row.delete_requested_at }),
  };
}
