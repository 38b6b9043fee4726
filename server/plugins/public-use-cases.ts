import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { addBlocks } from '../use-cases/add-blocks.ts';
import { changeJobStatus } from '../use-cases/change-job-status.ts';
import { changeTaskStatus } from '../use-cases/change-task-status.ts';
import { createWorkerTag } from '../use-cases/create-worker-tag.ts';
import { decideApproval } from '../use-cases/decide-approval.ts';
import { requestJobDeletion } from '../use-cases/delete-job.ts';
import { requestMassDeletion } from '../use-cases/delete-jobs.ts';
import { deleteWorkerTag } from '../use-cases/delete-worker-tag.ts';
import { deleteWorker } from '../use-cases/delete-worker.ts';
import { releaseJob } from '../use-cases/release-job.ts';
import { removeBlocks } from '../use-cases/remove-blocks.ts';
import { requestWorkerStatus } from '../use-cases/request-worker-status.ts';
import { setJob } from '../use-cases/set-job.ts';
import { setJobTag } from '../use-cases/set-job-tag.ts';
import { setWorkerTags } from '../use-cases/set-worker-tags.ts';
import { submitJob } from '../use-cases/submit-job.ts';
import { updateWorkerTag } from '../use-cases/update-worker-tag.ts';

/** Everything that plugins may do to the farm, beyond their own tables. */
const PUBLIC_USE_CASES = {
  submitJob,
  changeJobStatus,
  setJob,
  setJobTag,
  releaseJob,
  requestJobDeletion,
  requestMassDeletion,
  addBlocks,
  removeBlocks,
  changeTaskStatus,
  requestWorkerStatus,
  decideApproval,
  setWorkerTags,
  deleteWorker,
  createWorkerTag,
  updateWorkerTag,
  deleteWorkerTag,
};

type Bound<UseCase> = UseCase extends (farm: Farm, by: Actor, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** The use cases without the farm and the actor, which are already filled in. Each runs in its own transaction. */
export type UseCases = { readonly [Name in keyof typeof PUBLIC_USE_CASES]: Bound<(typeof PUBLIC_USE_CASES)[Name]> };

/** The public use cases on this farm, in the name of `by`. */
export function useCasesBy(farm: Farm, by: Actor): UseCases {
  const bound = Object.entries(PUBLIC_USE_CASES).map(([name, useCase]) => {
    const call = useCase as (farm: Farm, by: Actor, ...rest: unknown[]) => unknown;
    return [name, (...rest: unknown[]) => call(farm, by, ...rest)];
  });
  return Object.fromEntries(bound) as UseCases;
}
