import { describeValue } from './failure.ts';

/** A command under construction. */
export class AuthoredCommand {
  name: string;
  parameters: Record<string, unknown>;
  totalStepCount: number;

  constructor(name: unknown, parameters: unknown, totalStepCount: unknown) {
    this.name = requiredText(name, 'author.Command(): the name');
    if (
      parameters !== undefined &&
      (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters))
    ) {
      throw new TypeError(`author.Command(): the parameters of "${this.name}" must be an object`);
    }
    this.parameters = { ...parameters };
    this.totalStepCount = totalStepCount === undefined ? 0 : Math.trunc(Number(totalStepCount));
    if (!Number.isSafeInteger(this.totalStepCount) || this.totalStepCount < 0) {
      throw new TypeError(`author.Command(): the step count of "${this.name}" must be 0 or more`);
    }
  }
}

/** A task under construction. */
export class AuthoredTask {
  name: string;
  type: string;
  priority = 50;
  commands: AuthoredCommand[] = [];
  dependencies: AuthoredTask[] = [];
  #ref: number;

  /** A copy counts as the same task as its original, so it gets the same `ref`. */
  constructor(name: unknown, type: unknown, ref = nextRef++) {
    this.name = requiredText(name, 'author.Task(): the name');
    this.type = requiredText(type, 'author.Task(): the type');
    this.#ref = ref;
  }

  /** What identifies a task and its copies until the manager gives it an id. The script cannot reach it. */
  static refOf(task: AuthoredTask): number {
    return #ref in task ? task.#ref : -1;
  }

  addCommand(command: unknown): void {
    if (!(command instanceof AuthoredCommand))
      throw new TypeError(`task "${this.name}": addCommand() needs a command made by author.Command()`);
    this.commands.push(command);
  }

  addDependency(task: unknown): void {
    if (!(task instanceof AuthoredTask))
      throw new TypeError(`task "${this.name}": addDependency() needs a task made by author.Task()`);
    this.dependencies.push(task);
  }
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
  const text = value === undefined || value === null ? '' : describeValue(value).trim();
  if (text === '') throw new TypeError(`${what} may not be empty`);
  return text;
}
