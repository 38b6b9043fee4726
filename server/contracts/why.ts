import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { jobStatusSchema } from './job.ts';
import { taskStatusSchema } from './task.ts';
import { workerStatusSchema } from './worker.ts';

/*
 * The answers to "Why is this waiting?", derived from the rules by which the scheduler hands out tasks. What a rule
 * says about many workers is one entry with a count, so that the answer for a farm of 1,000 workers is a few lines
 * long.
 */

const named = z.object({ id: uuidSchema, name: z.string() });

const ruleFields = {
  rule: z.string().describe('The name of the rule, in kebab-case; it never changes.'),
  why: z.string().describe('What is the case, in a sentence.'),
  unblock: z.string().describe('What would help, in a sentence.'),
};
/** A rule that keeps every worker from a task, or a worker from every task. */
export const whyRuleSchema = z.object(ruleFields).meta({ id: 'WhyRule' });
export type WhyRule = z.infer<typeof whyRuleSchema>;

/** A rule that keeps some workers from the task. */
export const whyWorkersRuleSchema = z
  .object({
    ...ruleFields,
    workers: z.int().describe('The number of workers that it holds back.'),
    only: z
      .int()
      .describe('The number of workers that only this rule holds back: unblocking it would be enough for them.'),
    examples: z.array(named).describe('Some of them.'),
  })
  .meta({ id: 'WhyWorkersRule' });
export type WhyWorkersRule = z.infer<typeof whyWorkersRuleSchema>;

const verdictFields = {
  can_run: z.boolean().describe('Whether there is a worker that would be handed it now if it were its turn.'),
  summary: z.string().describe('The answer in a sentence or two.'),
};

/** How the rules apply to the workers of the farm. */
const workersFields = {
  blocked_by: z.array(whyRuleSchema).describe('What holds it back whatever worker asks for it.'),
  workers: z.int().describe('The number of workers on the farm.'),
  able: z
    .object({ workers: z.int(), examples: z.array(named) })
    .describe('The workers that no rule about workers holds back.'),
  held_back: z.array(whyWorkersRuleSchema).describe('What holds the other workers back; most worth fixing first.'),
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

/** The waiting tasks of one type in a job. */
export const typeWhySchema = z
  .object({
    task_type: z.string(),
    active: z.int(),
    waiting: z.int().describe('The number of tasks that are queued or soft-failed.'),
    runnable: z.int().describe('How many of them do not wait for another task.'),
    first: named.optional().describe('The one of them that would be handed out first.'),
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
    active: z.int().describe('The number of running tasks.'),
    waiting: z.int().describe('The number of tasks that are queued or soft-failed.'),
    types: z.array(typeWhySchema).describe('The types that have waiting tasks.'),
  })
  .meta({ id: 'JobWhy' });
export type JobWhy = z.infer<typeof jobWhySchema>;

const taskOfJobSchema = z.object({ id: uuidSchema, name: z.string(), type: z.string(), job: named });

/** A rule that keeps the tasks of some jobs from the worker. */
export const whyJobsRuleSchema = z
  .object({
    ...ruleFields,
    jobs: z.int().describe('The number of jobs with tasks to hand out that it keeps from the worker.'),
    examples: z.array(named).describe('Some of them.'),
  })
  .meta({ id: 'WhyJobsRule' });
export type WhyJobsRule = z.infer<typeof whyJobsRuleSchema>;

export const workerWhySchema = z
  .object({
    worker_id: uuidSchema,
    worker_status: z.union([workerStatusSchema, z.literal('')]),
    summary: z.string().describe('The answer in a sentence or two.'),
    running: taskOfJobSchema.optional().describe('The task that it is running.'),
    next: taskOfJobSchema.optional().describe('The task that it would be handed if it asked now.'),
    blocked_by: z.array(whyRuleSchema).describe('What keeps it from getting any task.'),
    held_back: z
      .array(whyJobsRuleSchema)
      .describe('What keeps it from the tasks of individual jobs, if there is no `next`.'),
  })
  .meta({ id: 'WorkerWhy' });
export type WorkerWhy = z.infer<typeof workerWhySchema>;
