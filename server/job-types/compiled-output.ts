import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { commandSchema } from '../contracts/command.ts';
import { jobMetadataSchema, jobSettingsSchema } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';
import { describeIssue } from '#shared/describe-issue.ts';
import { NO_ANSWER } from './sandbox/read-guest-failure.ts';

/** Characters of a name that a script gives to a job or a task, or of a task's type. */
const MOST_OF_A_NAME = 1_000;
/**
 * Characters of a part. The sandbox ends a part with the first task that makes it longer than 100,000, so this is also
 * the most for one task, and for everything about a job that is no task.
 */
const MOST_OF_A_PART = 16_000_000;

/** What the database keeps as text, where PostgreSQL has no such character. */
const textSchema = z.string().refine((text) => !text.includes('\u0000'), 'must not contain the character U+0000');
const nameSchema = textSchema.max(MOST_OF_A_NAME, `must have at most ${MOST_OF_A_NAME} characters`);

const headSchema = z.object({
  job: z.object({
    name: nameSchema,
    priority: z.int(),
    settings: jobSettingsSchema,
    metadata: jobMetadataSchema.pipe(z.record(textSchema, textSchema)),
    shamanCheckoutID: textSchema.default(''),
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
    name: nameSchema.min(1),
    type: nameSchema.min(1),
    priority: z.int(),
    commands: z.array(commandSchema),
    dependencies: z.array(z.int()),
  }),
);
export type OutputTask = z.infer<typeof tasksSchema>[number];

/** How large a job may be. */
export interface OutputLimits {
  readonly maxTasks: number;
  /** Beside one for each task. */
  readonly maxDependencies: number;
}

/**
 * Checks what came out of the sandbox, where a script can write anything. `take` gets the tasks in order, in batches;
 * before each batch, other work of the manager gets its turn. `parts` is emptied on the way, so that a large job is not
 * held as text and as objects at the same time.
 * @throws FarmError job-compile-failed, naming the field; and whatever `take` throws
 */
export async function readCompiledOutput(
  parts: string[],
  { maxTasks, maxDependencies }: OutputLimits,
  take: (tasks: readonly OutputTask[]) => void,
): Promise<CompiledHead> {
  const head = read(headSchema, parts.shift() ?? 'null', z.core.toDotPath);
  const { taskCount } = head;
  if (taskCount > maxTasks)
    throw failed(`the job has ${taskCount} tasks; ${maxTasks} is the most that this manager takes`);
  let taken = 0;
  let dependencies = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    await nextTurn();
    const tasks = read(tasksSchema, part, describeTaskPath);
    taken += tasks.length;
    for (const task of tasks) dependencies += task.dependencies.length;
    if (taken > taskCount) break;
    if (dependencies > taskCount + maxDependencies) throw tooManyDependencies(taskCount, maxDependencies);
    take(tasks);
  }
  if (taken !== taskCount) throw failed(`the script announced ${taskCount} tasks but wrote a different number`);
  return head;
}

function read<T>(schema: z.ZodType<T>, json: string, describe: (path: PropertyKey[], output: unknown) => string): T {
  if (json.length > MOST_OF_A_PART)
    throw failed(
      `the script wrote ${json.length} characters about the job, or about one of its tasks; ${MOST_OF_A_PART} is the most that this manager takes`,
    );
  const output = parseOutput(json);
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.path.length === 0) throw failed(NO_ANSWER);
  throw failed(`${describe([...(issue?.path ?? [])], output)}: ${issue ? describeIssue(issue) : 'cannot be read'}`);
}

/** The sandbox writes good JSON, unless the script has replaced functions that it is written with. */
function parseOutput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw failed(NO_ANSWER);
    throw cause;
  }
}

/** The place of a problem in a list of tasks, with the name of the task, which says more than its number. */
function describeTaskPath(path: readonly PropertyKey[], output: unknown): string {
  const [index, ...rest] = path;
  const named = z.array(z.object({ name: z.unknown() })).safeParse(output);
  return `task "${String(named.data?.[Number(index)]?.name)}", ${z.core.toDotPath(rest)}`;
}

function tooManyDependencies(tasks: number, most: number): FarmError {
  return failed(
    `the ${tasks} tasks of the job depend on each other more than ${tasks + most} times, the most that this manager takes; ` +
      'let many tasks depend on one that depends on many, and see "max_dependencies_per_job" in the settings',
  );
}

function failed(message: string): FarmError {
  return new FarmError('job-compile-failed', { message });
}
