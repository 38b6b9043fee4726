import { copyPlain } from './plain-json.ts';
import { toPriority, toStepCount, toText } from './values.ts';

/** A command under construction, with its own copy of the parameters. */
export class AuthoredCommand {
  name: string;
  parameters: Record<string, unknown>;
  totalStepCount: number;
  /** The task that it was added to last, and what it was then. */
  #added: { task: AuthoredTask; copy: AuthoredCommand } | undefined;

  constructor(name: unknown, parameters: unknown, totalStepCount: unknown, where = 'author.Command()') {
    this.name = requiredText(name, `${where}: the name`);
    const copy = copyPlain(parameters ?? {}, `${where} "${this.name}"`, { undefinedBecomes: 'null' });
    if (typeof copy !== 'object' || copy === null || Array.isArray(copy))
      throw new TypeError(`${where}: the parameters of "${this.name}" must be an object`);
    this.parameters = copy as Record<string, unknown>;
    this.totalStepCount = toStepCount(totalStepCount, `${where}: the step count of "${this.name}"`);
  }

  /**
   * Notes that a task got this command. As long as only one task has it, the script may still change it there. When it
   * is added once more, the place where it was before keeps it as it was when it got there.
   */
  static noteAdded(command: AuthoredCommand, task: AuthoredTask, where: string): void {
    if (command.#added) {
      const { commands } = command.#added.task;
      const at = commands.lastIndexOf(command);
      if (at >= 0) commands[at] = command.#added.copy;
    }
    command.#added = { task, copy: copyCommand(command, where) };
  }

  /** Frees what `noteAdded` keeps, once the job has a copy of the task. */
  static forgetAdded(command: unknown): void {
    if (command instanceof AuthoredCommand) command.#added = undefined;
  }
}

/**
 * A task under construction. As in Flamenco, name, type and priority turn what they are given into text and a number.
 */
export class AuthoredTask {
  commands: unknown[] = [];
  dependencies: unknown[] = [];
  #name = '';
  #type = '';
  #priority = 50;
  #ref: number;

  /** A copy counts as the same task as its original, so it gets the same `ref`. */
  constructor(name: unknown, type: unknown, ref = nextRef++) {
    this.#name = requiredText(name, 'author.Task(): the name');
    this.#type = requiredText(type, 'author.Task(): the type');
    this.#ref = ref;
  }

  /** What identifies a task and its copies until the manager gives it an id. The script cannot reach it. */
  static refOf(task: AuthoredTask): number {
    return task.#ref;
  }

  get name(): string {
    return this.#name;
  }
  set name(name: unknown) {
    this.#name = requiredText(name, `task "${this.#name}": the name`);
  }

  get type(): string {
    return this.#type;
  }
  set type(type: unknown) {
    this.#type = requiredText(type, `task "${this.#name}": the type`);
  }

  get priority(): number {
    return this.#priority;
  }
  set priority(priority: unknown) {
    this.#priority = toPriority(priority, `task "${this.#name}": the priority`);
  }

  addCommand(command: unknown): void {
    const where = `task "${this.#name}", addCommand()`;
    if (command instanceof AuthoredCommand) {
      AuthoredCommand.noteAdded(command, this, where);
      this.commands.push(command);
    } else {
      this.commands.push(copyCommand(command, where));
    }
  }

  addDependency(task: unknown): void {
    this.dependencies.push(asTask(task, `task "${this.#name}", addDependency()`));
  }

  /** What `print(task)` shows. */
  toJSON(): object {
    const { name, type, priority, commands, dependencies } = this;
    return { name, type, priority, commands, dependencies };
  }
}

/**
 * A copy of a command, or of an object that looks like one: Flamenco takes those as well. `where` names the place in
 * errors.
 */
export function copyCommand(command: unknown, where: string): AuthoredCommand {
  if (typeof command !== 'object' || command === null || Array.isArray(command) || command instanceof AuthoredTask) {
    throw new TypeError(`${where} needs a command made by author.Command(), or an object with a name and parameters`);
  }
  const { name, parameters, totalStepCount } = command as Record<string, unknown>;
  return new AuthoredCommand(name, parameters, totalStepCount, `${where}, command`);
}

/** Throws unless the value is a task. `where` names the place in errors. */
export function asTask(value: unknown, where: string): AuthoredTask {
  if (!(value instanceof AuthoredTask)) throw new TypeError(`${where} needs a task made by author.Task()`);
  return value;
}

/** The `author` object of scripts. Regular functions, so that `new author.Task()` works as well. */
export const author = {
  Task: function Task(name: unknown, type: unknown): AuthoredTask {
    return new AuthoredTask(name, type);
  },
  Command: function Command(name: unknown, parameters: unknown, totalStepCount?: unknown): AuthoredCommand {
    return new AuthoredCommand(name, parameters, totalStepCount);
  },
};

let nextRef = 0;

function requiredText(value: unknown, what: string): string {
  const text = toText(value).trim();
  if (text === '') throw new TypeError(`${what} may not be empty`);
  return text;
}
