import { uuidSchema } from '../../contracts/ids.ts';
import { variableAudienceSchema } from '../../contracts/farm.ts';
import { MOST, text } from '../../contracts/limits.ts';

/** Path parameters that several operations share. */
export const jobParam = { job_id: uuidSchema };
export const taskParam = { task_id: uuidSchema };
export const workerParam = { worker_id: uuidSchema };
export const tagParam = { tag_id: uuidSchema };
export const audienceParams = { audience: variableAudienceSchema, platform: text(MOST.word).min(1) };
