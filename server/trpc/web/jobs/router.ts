import { router } from '../../init.ts';
import { changeJobs } from './change-jobs.ts';
import { findJobs } from './find-jobs.ts';
import { getJob } from './get-job.ts';
import { whyJob } from './why-job.ts';

export const jobsRouter = router({ find: findJobs, get: getJob, change: changeJobs, why: whyJob });
