import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { commandSchema } from '../contracts/command.ts';
import { jobMetadataSchema, jobSettingsSchema } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';
import { describeIssue } from '#shared/describe-issue.ts';

const headSchema = z.object({
  job: z.object({
    name: z.string(),
    priority: z.int(),
    settings: jobSettingsSchema,
    metadata: jobMetadataSchema,
    shamanCheckoutID: z.string().default(''),
  }),
  taskCount: z.int().min(0),
  /** Names of dependencies that are not tasks of the job, by ref. */
  strangers: z.record(z.string(), z.string()),
});
/** What comes out of the sandbox besides the tasks. */
export type CompiledHead = z.infer<typeof headSchema>;

const tasksSchema = z.array(
  z.object({
    /** What identifies the task inside the sandbox. */
    ref: z.int(),
    name: z.string().min(1),
    type: z.string().min(1),
    priority: z.int(),
    commands: z.array(commandSchema),
    dependencies: z.array(z.int()),
  }),
);
export type OutputTask = z.infer<typeof tasksSchema>[number];

/**
 * Checks what came out of the sandbox, where a script can write anything. `take` gets the tasks in order, in batches;
 * before each batch, other work of the manager gets its turn. `parts` is emptied on the way, so that a large job is not
 * held as text and as objects at the same time.
 * @throws FarmError job-compile-failed, naming the field; and whatever `take` throws
 */
export async function readCompiledOutput(
  parts: string[],
  maxTasks: number,
  take: (tasks: readonly OutputTask[]) => void,
): Promise<CompiledHead> {
  const head = read(headSchema, parts.shift() ?? 'null', z.core.toDotPath);
  const { taskCount } = head;
  if (taskCount > maxTasks)
    throw failed(`the job has ${taskCount} tasks; ${maxTasks} is the most that this manager takes`);
  let taken = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    await nextTurn();
    const tasks = read(tasksSchema, part, describeTaskPath);
    taken += tasks.length;
    if (taken > taskCount) break;
    take(tasks);
  }
  if (taken !== taskCount) throw failed(`the script announced ${taskCount} tasks but wrote a different number`);
  return head;
}

function read<T>(schema: z.ZodType<T>, json: string, describe: (path: PropertyKey[], output: unknown) => string): T {
  const output: unknown = JSON.parse(json);
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw failed(`${describe([...(issue?.path ?? [])], output)}: ${issue ? describeIssue(issue) : 'cannot be read'}`);
}

/** The place of a problem in a list of tasks, with the name of the task, which says more than its number. */
function describeTaskPath(path: readonly PropertyKey[], output: unknown): string {
  const [index, ...rest] = path;
  const named = z.array(z.object({ name: z.unknown() })).safeParse(output);
  return `task "${String(named.data?.[Number(index)]?.name)}", ${z.core.toDotPath(rest)}`;
}

function failed(message: string): FarmError {
  return new FarmError('job-compile-failed', { message });
}
