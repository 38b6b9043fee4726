import type { JobRow } from './tables.ts';

/** What every new job must be given. */
type Needed = Pick<JobRow, 'id' | 'number' | 'name' | 'type' | 'status' | 'created_at'>;

/** The row of a job before anything has happened to it, with a new job's defaults for what is not given. */
export function newJobRow(given: Needed & Partial<JobRow>): JobRow {
  return {
    priority: 50,
    activity: '',
    settings: '{}',
    metadata: '{}',
    shaman_checkout_id: null,
    failure_policy: null,
    keep: 0,
    owner_id: null,
    worker_tag_id: null,
    waits_for: 0,
    steps_completed: 0,
    steps_total: 0,
    updated_at: given.created_at,
    delete_requested_at: null,
    ...given,
  };
}
