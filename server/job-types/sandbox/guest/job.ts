import { MAKE_FEWER } from '../messages.ts';
import type { ScriptJob } from '../messages.ts';
import { AuthoredCommand, AuthoredTask } from './author.ts';
import { copyAsJson, writeJson } from './plain-json.ts';
import { Timestamp } from './timestamp.ts';

/** After how many more tasks the sandbox is told their number again. */
const COUNTED_TASKS = 1000;

/** The job as `compileJob(job)` sees it. */
export class AuthoredJob {
  name: string;
  priority: number;
  jobType: string;
  status: string;
  jobID: string;
  workerTagUUID: string;
  created: Timestamp;
  settings: Record<string, unknown>;
  metadata: Record<string, unknown>;
  storage: { shamanCheckoutID: string };
  tasks: AuthoredTask[] = [];
  readonly #maxTasks: number;
  readonly #count: (tasks: number) => void;

  constructor(job: ScriptJob, maxTasks = Infinity, count: (tasks: number) => void = () => {}) {
    this.#maxTasks = maxTasks;
    this.#count = count;
    this.name = job.name;
    this.priority = job.priority;
    this.jobType = job.type;
    this.status = job.status;
    this.jobID = job.id;
    this.workerTagUUID = job.workerTag;
    this.created = new Timestamp(job.created);
    this.settings = job.settings;
    this.metadata = job.metadata;
    this.storage = { shamanCheckoutID: job.shamanCheckoutID };
  }

  /** Adds the task as it is now: what the script does to it later has no effect. */
  addTask(task: unknown): void {
    if (!(task instanceof AuthoredTask)) throw new TypeError('job.addTask() needs a task made by author.Task()');
    const ref = AuthoredTask.refOf(task);
    if (added.has(ref)) throw new Error(`task "${task.name}" was already added to the job`);
    if (added.size >= this.#maxTasks) {
      throw new Error(
        `the job gets more than ${this.#maxTasks} tasks, the most that this manager takes; ${MAKE_FEWER}`,
      );
    }
    added.add(ref);
    if (added.size % COUNTED_TASKS === 0) this.#count(added.size);
    this.tasks.push(copyTask(task));
  }
}

/** A part of the list of tasks ends with the task that makes it longer than this: a few hundred plain tasks. */
const PART_CHARACTERS = 100_000;

/** The result of `compileJob`, for the manager to check: lines of JSON, first the job, then lists of its tasks. */
export function writeCompiledJob(job: AuthoredJob): string {
  const strangers: Record<number, string> = {};
  const parts: string[] = [];
  let part: string[] = [];
  let characters = 0;
  const endPart = (): void => {
    if (part.length > 0) parts.push(`[${part.join(',')}]`);
    part = [];
    characters = 0;
  };
  for (const task of job.tasks) {
    const text = writeTask(task, strangers);
    part.push(text);
    characters += text.length;
    if (characters > PART_CHARACTERS) endPart();
  }
  endPart();
  const head = writeJson({
    job: {
      name: job.name,
      priority: job.priority,
      settings: copyAsJson(job.settings, 'job.settings'),
      metadata: asTexts(job.metadata),
      shamanCheckoutID: job.storage?.shamanCheckoutID,
    },
    taskCount: job.tasks.length,
    strangers,
  });
  return [head, ...parts].join('\n');
}

/** One task as JSON. The names of dependencies that were not added to the job go into `strangers`. */
function writeTask(task: AuthoredTask, strangers: Record<number, string>): string {
  return writeJson({
    ref: AuthoredTask.refOf(task),
    name: task.name,
    type: task.type,
    priority: task.priority,
    commands: task.commands.map((command) => ({
      name: command.name,
      parameters: command.parameters,
      total_step_count: command.totalStepCount,
    })),
    dependencies: task.dependencies.map((dependency) => {
      const ref = AuthoredTask.refOf(dependency);
      if (!added.has(ref)) strangers[ref] = dependency.name;
      return ref;
    }),
  });
}

const added = new Set<number>();

function copyTask(task: AuthoredTask): AuthoredTask {
  const copy = new AuthoredTask(task.name, task.type, AuthoredTask.refOf(task));
  copy.priority = task.priority;
  copy.dependencies = [...task.dependencies];
  copy.commands = task.commands.map(({ name, parameters, totalStepCount }) => {
    return new AuthoredCommand(name, copyAsJson(parameters, `task "${task.name}", command "${name}"`), totalStepCount);
  });
  return copy;
}

/** Metadata has to be text, so numbers and booleans that a script put there become text. */
function asTexts(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).map(([key, value]) => [
      key,
      typeof value === 'object' ? value : String(value as string),
    ]),
  );
}
