import { router } from '../../init.ts';
import { findJobTypes } from './find-job-types.ts';

export const jobTypesRouter = router({ find: findJobTypes });
