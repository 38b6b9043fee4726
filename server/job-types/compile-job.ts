import { randomUUID } from 'node:crypto';
import type { Command } from '../contracts/command.ts';
import { unknownCommandsIn } from '../contracts/commands/registry.ts';
import type { JobMetadata, JobSettings } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';
import { networkShares, withNetworkShares, type NetworkShare } from '../domain/network-shares.ts';
import { checkTaskGraph } from '../domain/task-graph.ts';
import type { Logger } from '../logging/logger.ts';
import { checkCommands } from './check-commands.ts';
import { compileErrorOf, JobCompileError } from './job-compile-error.ts';
import { readCompiledOutput } from './compiled-output.ts';
import type { OutputTask } from './compiled-output.ts';
import { NO_ANSWER } from './sandbox/read-guest-failure.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import type { SandboxEnvironment } from './sandbox-environment.ts';

/** A job to compile. The environment is this manager's unless given. */
export interface CompileJobInput extends Partial<SandboxEnvironment> {
  /** Name of the job type. */
  jobType: string;
  /** Its script and what that may load, see `JobTypeRegistry.load`. */
  sources: Record<string, string>;
  /** Who submits the job, in a form that tells callers apart; see `Sandbox.evaluate`. */
  caller?: string;
  /** Aborted when whoever submits the job does not wait for an answer any more. */
  signal?: AbortSignal | undefined;
  job: {
    id: string;
    name: string;
    type: string;
    priority: number;
    status: string;
    /** ISO 8601. */
    created: string;
    settings: JobSettings;
    metadata: JobMetadata;
    storage: { shamanCheckoutId: string };
    /** UUID of the worker tag, or empty. */
    workerTag: string;
  };
}

export interface CompiledTask {
  id: string;
  name: string;
  type: string;
  priority: number;
  /** The commands as JSON, as they are stored: for a large job, objects would take several times the memory. */
  commands: string;
  /** The sum over the commands: each counts as the steps that it reports, or as one step if it reports none. */
  stepsTotal: number;
  /** Ids of tasks of the same job, each once. */
  dependencies: string[];
  /** From 1, in the order of `job.addTask()`. */
  indexInJob: number;
}

export interface CompiledJob {
  /** The parts of the job that the script may have changed. */
  job: {
    name: string;
    priority: number;
    settings: JobSettings;
    metadata: JobMetadata;
    storage: { shamanCheckoutId: string };
  };
  tasks: CompiledTask[];
  /** Names of commands that our worker does not have, each once. */
  unknownCommands: string[];
  /** Task type → a network share that its tasks use; without the types that use none. */
  sharesInUse: ReadonlyMap<string, NetworkShare>;
}

export interface JobCompilerOptions {
  sandbox: Sandbox;
  logger: Logger;
  /** Makes a task's id. */
  newId?: () => string;
  /** A job with more tasks is refused. Read again for each job. */
  maxTasks?: number;
  /** A job with more dependencies, beside one for each task, is refused. Read again for each job. */
  maxDependencies?: number;
}

const DEFAULT_MAX_TASKS = 1_000_000;
const DEFAULT_MAX_DEPENDENCIES = 200_000;

/**
 * Creates the function that turns a job into tasks by running its job type's script in the sandbox.
 * It rejects with a JobCompileError for anything that can be wrong with the script or the settings, and with a
 * FarmError busy when too many jobs wait to be compiled.
 */
export function createJobCompiler(options: JobCompilerOptions): (input: CompileJobInput) => Promise<CompiledJob> {
  const { sandbox, logger, newId = randomUUID } = options;
  return async function compileJob(input) {
    const { maxTasks = DEFAULT_MAX_TASKS, maxDependencies = DEFAULT_MAX_DEPENDENCIES } = options;
    const { storage, ...job } = input.job;
    const reply = await sandbox.evaluate(
      {
        ...sandboxEnvironment(input),
        script: input.jobType,
        sources: input.sources,
        maxTasks,
        job: { ...job, shamanCheckoutID: storage.shamanCheckoutId },
      },
      {
        report: (level, text) =>
          logger[level]({ jobId: job.id, jobType: input.jobType, text }, 'job-type script printed'),
        caller: input.caller,
        signal: input.signal,
      },
    );
    if (!reply.ok) throw compileErrorOf(input.jobType, reply.failure);
    try {
      const list = new TaskList(newId, networkShares({ ...job.metadata, ...job.settings }));
      const { job: written, strangers } = await readCompiledOutput(
        reply.parts,
        { maxTasks, maxDependencies },
        (tasks) => list.add(tasks),
      );
      const { shamanCheckoutID, ...changed } = written;
      return {
        job: { ...changed, storage: { shamanCheckoutId: shamanCheckoutID } },
        tasks: list.finish((ref) => strangers[ref]),
        unknownCommands: [...list.unknownCommands],
        sharesInUse: list.sharesInUse,
      };
    } catch (error) {
      if (error instanceof FarmError) throw new JobCompileError(input.jobType, error.message, {}, error);
      // What reads or writes JSON calls itself for each level of it. The sandbox refuses such depths, but a script can
      // replace what it does that with.
      if (error instanceof RangeError) throw new JobCompileError(input.jobType, NO_ANSWER, {}, error);
      throw error;
    }
  };
}

/** Collects the tasks of a job batch by batch, in the form in which they are stored. */
class TaskList {
  readonly unknownCommands = new Set<string>();
  readonly sharesInUse = new Map<string, NetworkShare>();
  readonly #shares: readonly NetworkShare[];
  readonly #newId: () => string;
  readonly #tasks: CompiledTask[] = [];
  readonly #ids = new Map<number, string>();
  /** Tasks that wait for others, with the refs of those others, which may come in later batches. */
  readonly #waiting: { readonly task: CompiledTask; readonly refs: readonly number[] }[] = [];

  constructor(newId: () => string, shares: readonly NetworkShare[]) {
    this.#newId = newId;
    this.#shares = shares;
  }

  /** @throws FarmError job-compile-failed when a command is wrong */
  add(part: readonly OutputTask[]): void {
    checkCommands(part);
    for (const name of unknownCommandsIn(part)) this.unknownCommands.add(name);
    for (const { ref, dependencies, commands, ...rest } of part) {
      const task = {
        ...rest,
        id: this.#newId(),
        commands: JSON.stringify(this.#withShares(rest.type, commands)),
        stepsTotal: commands.reduce((sum, command) => sum + Math.max(1, command.total_step_count), 0),
        dependencies: [],
        indexInJob: this.#tasks.length + 1,
      };
      this.#ids.set(ref, task.id);
      this.#tasks.push(task);
      if (dependencies.length > 0) this.#waiting.push({ task, refs: dependencies });
    }
  }

  #withShares(taskType: string, commands: readonly Command[]): readonly Command[] {
    if (this.#shares.length === 0) return commands;
    return withNetworkShares(commands, this.#shares, (share) => void this.sharesInUse.set(taskType, share));
  }

  /**
   * Replaces the sandbox's refs with ids, and checks that all tasks can eventually run. `nameOf` names tasks outside
   * the job.
   * @throws FarmError job-compile-failed
   */
  finish(nameOf: (ref: string) => string | undefined): CompiledTask[] {
    for (const { task, refs } of this.#waiting)
      task.dependencies = [...new Set(refs)].map((ref) => this.#ids.get(ref) ?? `${ref}`);
    checkTaskGraph(this.#tasks, nameOf);
    return this.#tasks;
  }
}
