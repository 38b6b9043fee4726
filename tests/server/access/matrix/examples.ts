/** A job and its task, which a call is about, and somebody to hand it to. */
export interface Things {
  readonly job: string;
  readonly task: string;
  readonly person: string;
  readonly worker: string;
}

type Example = (things: Things) => unknown;

const block: Example = ({ worker }) => ({ worker_id: worker, task_type: 'blender' });

/**
 * What to send to whatever changes things of somebody's: good enough to be done, so that the answer says whether it
 * was. Operations that take no body have none.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  setJobStatus: () => ({ status: 'cancel-requested', reason: 'over' }),
  setJobPriority: () => ({ priority: 7 }),
  setJobFailurePolicy: () => ({ job_fail_percentage: 20 }),
  setJobKeep: () => ({ keep: true }),
  setJobTag: () => ({}),
  setJobOwner: ({ person }) => ({ person }),
  addJobBlocklist: (things) => [block(things)],
  removeJobBlocklist: (things) => [block(things)],
  releaseJob: () => undefined,
  deleteJob: () => undefined,
  setTaskStatus: () => ({ status: 'canceled', reason: 'over' }),
  'jobs.change': ({ job }) => ({ ids: [job], action: 'cancel' }),
  'jobs.set': ({ job }) => ({ ids: [job], change: { priority: 7 } }),
  'jobs.release': ({ job }) => ({ ids: [job] }),
  'jobs.delete': ({ job }) => ({ ids: [job] }),
  'jobs.handOver': ({ job, person }) => ({ ids: [job], personId: person }),
  'jobs.addBlocks': (things) => ({ jobId: things.job, blocks: [block(things)] }),
  'jobs.removeBlocks': (things) => ({ jobId: things.job, blocks: [block(things)] }),
  'tags.setOfJobs': ({ job }) => ({ ids: [job], tagId: null }),
  'tasks.change': ({ task }) => ({ ids: [task], action: 'cancel' }),
};
