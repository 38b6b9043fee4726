import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { jobStatusSchema } from './job.ts';
import { taskStatusSchema } from './task.ts';
import { workerStatusSchema } from './worker.ts';

/*
 * "Why is this waiting?": from the rules that the scheduler hands tasks out by. What a rule says of many workers comes
 * as one entry with a count, so that a farm of 1,000 workers is answered in a few lines.
 */

const named = z.object({ id: uuidSchema, name: z.string() });

const ruleFields = {
  rule: z.string().describe('Name of the rule, in kebab-case; it does not change.'),
  why: z.string().describe('What holds, in a sentence.'),
  unblock: z.string().describe('What would help, in a sentence.'),
};
/** A rule that holds back every worker alike. */
export const whyRuleSchema = z.object(ruleFields).meta({ id: 'WhyRule' });
export type WhyRule = z.infer<typeof whyRuleSchema>;

/** A rule that holds back some workers. */
export const whyWorkersRuleSchema = z
  .object({
    ...ruleFields,
    workers: z.int().describe('Number of workers that it holds back.'),
    only: z.int().describe('Number of those that no other rule holds back: it would be enough to help them.'),
    examples: z.array(named).describe('Some of them.'),
  })
  .meta({ id: 'WhyWorkersRule' });
export type WhyWorkersRule = z.infer<typeof whyWorkersRuleSchema>;

const verdictFields = {
  can_run: z.boolean().describe('True when there is a worker that would be handed it now, when its turn comes.'),
  summary: z.string().describe('The answer in a sentence or two.'),
};

/** What the workers of the farm have to do with it. */
const workersFields = {
  blocked_by: z.array(whyRuleSchema).describe('What holds it back whatever worker asks.'),
  workers: z.int().describe('Number of workers of the farm.'),
  able: z
    .object({ workers: z.int(), examples: z.array(named) })
    .describe('Workers that no rule about workers holds back.'),
  held_back: z.array(whyWorkersRuleSchema).describe('What holds the others back; most worthwhile to mend first.'),
};

export const taskWhySchema = z
  .object({
    task_id: uuidSchema,
    job_id: uuidSchema,
    task_status: taskStatusSchema,
    task_type: z.string(),
    ...verdictFields,
    ...workersFields,
  })
  .meta({ id: 'TaskWhy' });
export type TaskWhy = z.infer<typeof taskWhySchema>;

/** Tasks of one type of a job that wait. */
export const typeWhySchema = z
  .object({
    task_type: z.string(),
    active: z.int(),
    waiting: z.int().describe('Tasks that are queued or soft-failed.'),
    runnable: z.int().describe('Those of them that wait for no other task.'),
    first: named.optional().describe('The first of them in the order of hand-out.'),
    ...verdictFields,
    ...workersFields,
  })
  .meta({ id: 'JobTypeWhy' });
export type TypeWhy = z.infer<typeof typeWhySchema>;

export const jobWhySchema = z
  .object({
    job_id: uuidSchema,
    job_status: jobStatusSchema,
    ...verdictFields,
    active: z.int().describe('Tasks that are running.'),
    waiting: z.int().describe('Tasks that are queued or soft-failed.'),
    types: z.array(typeWhySchema).describe('Each type of which tasks wait.'),
  })
  .meta({ id: 'JobWhy' });
export type JobWhy = z.infer<typeof jobWhySchema>;

const taskOfJobSchema = z.object({ id: uuidSchema, name: z.string(), type: z.string(), job: named });

/** A rule that keeps the tasks of some jobs from the worker. */
export const whyJobsRuleSchema = z
  .object({
    ...ruleFields,
    jobs: z.int().describe('Number of jobs with tasks to hand out that it keeps from the worker.'),
    examples: z.array(named).describe('Some of them.'),
  })
  .meta({ id: 'WhyJobsRule' });
export type WhyJobsRule = z.infer<typeof whyJobsRuleSchema>;

export const workerWhySchema = z
  .object({
    worker_id: uuidSchema,
    worker_status: z.union([workerStatusSchema, z.literal('')]),
    summary: z.string().describe('The answer in a sentence or two.'),
    running: taskOfJobSchema.optional().describe('What it runs now.'),
    next: taskOfJobSchema.optional().describe('What it would be handed if it asked now.'),
    blocked_by: z.array(whyRuleSchema).describe('What keeps all tasks from it.'),
    held_back: z
      .array(whyJobsRuleSchema)
      .describe('What keeps the tasks of single jobs from it, when there is no `next`.'),
  })
  .meta({ id: 'WorkerWhy' });
export type WorkerWhy = z.infer<typeof workerWhySchema>;
