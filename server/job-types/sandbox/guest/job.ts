import { MAKE_FEWER } from '../messages.ts';
import type { ScriptJob } from '../messages.ts';
import { asTask, AuthoredCommand, AuthoredTask, copyCommand } from './author.ts';
import { copyPlain, writeJson } from './plain-json.ts';
import { Timestamp } from './timestamp.ts';
import { toPriority, toText } from './values.ts';

/** After how many more tasks the sandbox is told their number again. */
const COUNTED_TASKS = 1000;

/** The job as `compileJob(job)` sees it. Name and priority turn what they are given into text and a number. */
export class AuthoredJob {
  jobType: string;
  status: string;
  jobID: string;
  workerTagUUID: string;
  created: Timestamp;
  settings: Record<string, unknown>;
  metadata: Record<string, unknown>;
  storage: { shamanCheckoutID: string };
  tasks: AuthoredTask[] = [];
  #name: string;
  #priority: number;
  readonly #maxTasks: number;
  readonly #count: (tasks: number) => void;

  constructor(job: ScriptJob, maxTasks = Infinity, count: (tasks: number) => void = () => {}) {
    this.#maxTasks = maxTasks;
    this.#count = count;
    this.#name = job.name;
    this.#priority = job.priority;
    this.jobType = job.type;
    this.status = job.status;
    this.jobID = job.id;
    this.workerTagUUID = job.workerTag;
    this.created = new Timestamp(job.created);
    this.settings = job.settings;
    this.metadata = job.metadata;
    this.storage = { shamanCheckoutID: job.shamanCheckoutID };
  }

  get name(): string {
    return this.#name;
  }
  set name(name: unknown) {
    this.#name = toText(name);
  }

  get priority(): number {
    return this.#priority;
  }
  set priority(priority: unknown) {
    this.#priority = toPriority(priority, 'job.priority');
  }

  /** Adds the task as it is now: what the script does to it later has no effect. */
  addTask(given: unknown): void {
    const task = asTask(given, 'job.addTask()');
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

  /** What `print(job)` shows. */
  toJSON(): object {
    const { name, priority, ...rest } = this;
    return { name, priority, ...rest };
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
      settings: copyPlain(job.settings, 'job.settings', { undefinedBecomes: 'null' }),
      metadata: asTexts(job.metadata),
      shamanCheckoutID: toText(job.storage?.shamanCheckoutID),
    },
    taskCount: job.tasks.length,
    strangers,
  });
  return [head, ...parts].join('\n');
}

/** One task as JSON. The names of dependencies that were not added to the job go into `strangers`. */
function writeTask(task: AuthoredTask, strangers: Record<number, string>): string {
  return writeJson({
    ref: AuthoredTask.refOf(asTask(task, 'job.tasks')),
    name: task.name,
    type: task.type,
    priority: task.priority,
    commands: (task.commands as AuthoredCommand[]).map((command) => ({
      name: command.name,
      parameters: command.parameters,
      total_step_count: command.totalStepCount,
    })),
    dependencies: (task.dependencies as AuthoredTask[]).map((dependency) => {
      const ref = AuthoredTask.refOf(dependency);
      if (!added.has(ref)) strangers[ref] = dependency.name;
      return ref;
    }),
  });
}

const added = new Set<number>();

function copyTask(task: AuthoredTask): AuthoredTask {
  const copy = new AuthoredTask(task.name, task.type, AuthoredTask.refOf(task));
  const where = `task "${task.name}"`;
  copy.priority = task.priority;
  copy.dependencies = (task.dependencies ?? []).map((dependency) => asTask(dependency, `${where}, dependencies`));
  copy.commands = (task.commands ?? []).map((command) => copyCommand(command, where));
  for (const command of task.commands ?? []) AuthoredCommand.forgetAdded(command);
  return copy;
}

/** Metadata has to be text, so whatever else a script put there becomes text. Objects stay, to be refused. */
function asTexts(metadata: Record<string, unknown>): Record<string, unknown> {
  const texts: [string, unknown][] = [];
  for (const [key, value] of Object.entries(metadata ?? {}))
    texts.push([key, toText(value) === '[object Object]' ? value : toText(value)]);
  return Object.fromEntries(texts);
}
