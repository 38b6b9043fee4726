import { z } from 'zod';
import { commandSchema } from '../contracts/command.ts';
import { jobMetadataSchema, jobSettingsSchema } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';

const compiledOutputSchema = z.object({
  job: z.object({
    name: z.string(),
    priority: z.int(),
    settings: jobSettingsSchema,
    metadata: jobMetadataSchema,
    shamanCheckoutID: z.string().default(''),
  }),
  tasks: z.array(
    z.object({
      /** What identifies the task inside the sandbox. */
      ref: z.int(),
      name: z.string().min(1),
      type: z.string().min(1),
      priority: z.int(),
      commands: z.array(commandSchema),
      dependencies: z.array(z.int()),
    }),
  ),
  /** Names of dependencies that are no tasks of the job, by ref. */
  strangers: z.record(z.string(), z.string()),
});
export type CompiledOutput = z.infer<typeof compiledOutputSchema>;

/** Checks what came out of the sandbox: a script can write anything there. Throws `job-compile-failed` naming the field. */
export function readCompiledOutput(json: string, maxTasks: number): CompiledOutput {
  const output: unknown = JSON.parse(json);
  const parsed = compiledOutputSchema.safeParse(output);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw failed(`${describePath(issue?.path ?? [], output)}: ${issue?.message ?? 'cannot be read'}`);
  }
  if (parsed.data.tasks.length > maxTasks)
    throw failed(`the job has ${parsed.data.tasks.length} tasks; ${maxTasks} is the most that this manager takes`);
  return parsed.data;
}

/** `tasks[3].priority` of which task? Its name says more than its number. */
function describePath(path: readonly PropertyKey[], output: unknown): string {
  const [first, index, ...rest] = path;
  if (first !== 'tasks' || typeof index !== 'number') return z.core.toDotPath([...path]);
  const named = z.object({ tasks: z.array(z.object({ name: z.unknown() })) }).safeParse(output);
  return `task "${String(named.data?.tasks[index]?.name)}", ${z.core.toDotPath(rest)}`;
}

function failed(message: string): FarmError {
  return new FarmError('job-compile-failed', { message });
}
