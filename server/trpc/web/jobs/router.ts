import { router } from '../../init.ts';
import { addBlocks } from './add-blocks.ts';
import { changeJobs } from './change-jobs.ts';
import { deleteJobs } from './delete-jobs.ts';
import { findBlocks } from './find-blocks.ts';
import { findJobs } from './find-jobs.ts';
import { getJob } from './get-job.ts';
import { handOverJobs } from './hand-over-jobs.ts';
import { jobRows } from './job-rows.ts';
import { releaseJobs } from './release-jobs.ts';
import { removeBlocks } from './remove-blocks.ts';
import { setJobs } from './set-jobs.ts';
import { whatGoes } from './what-goes.ts';
import { whyJob } from './why-job.ts';

export const jobsRouter = router({
  find: findJobs,
  get: getJob,
  rows: jobRows,
  change: changeJobs,
  set: setJobs,
  release: releaseJobs,
  delete: deleteJobs,
  handOver: handOverJobs,
  whatGoes,
  why: whyJob,
  findBlocks,
  addBlocks,
  removeBlocks,
});
