import { randomUUID } from 'node:crypto';
import type { Command } from '../contracts/command.ts';
import type { JobMetadata, JobSettings } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';
import { checkTaskGraph } from '../domain/task-graph.ts';
import type { Logger } from '../logging/logger.ts';
import { checkCommands } from './check-commands.ts';
import { compileErrorOf, JobCompileError } from './job-compile-error.ts';
import { readCompiledOutput } from './compiled-output.ts';
import type { CompiledOutput } from './compiled-output.ts';
import type { JobTypeRegistry } from './registry.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import type { SandboxEnvironment } from './sandbox-environment.ts';

/** A job to compile; the environment is this manager's unless given. */
export interface CompileJobInput extends Partial<SandboxEnvironment> {
  /** Name of the job type. */
  jobType: string;
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
  commands: Command[];
  /** Each command counts as the steps that it reports, and as one step when it reports none. */
  stepsTotal: number;
  /** Ids of tasks of the same job, each once. */
  dependencies: string[];
  /** From 1, in the order of `job.addTask()`. */
  indexInJob: number;
}

export interface CompiledJob {
  /** What the script may have changed of the job. */
  job: {
    name: string;
    priority: number;
    settings: JobSettings;
    metadata: JobMetadata;
    storage: { shamanCheckoutId: string };
  };
  tasks: CompiledTask[];
}

export interface JobCompilerOptions {
  registry: JobTypeRegistry;
  sandbox: Sandbox;
  logger: Logger;
  /** Makes a task's id. */
  newId?: () => string;
  /** A job with more tasks is refused. Read anew for each job. */
  maxTasks?: number;
}

const DEFAULT_MAX_TASKS = 1_000_000;

/**
 * Makes the function that turns a job into tasks by running its job type's script in the sandbox.
 * It rejects with a JobCompileError for everything that the script or its settings can do wrong.
 */
export function createJobCompiler(options: JobCompilerOptions): (input: CompileJobInput) => Promise<CompiledJob> {
  const { registry, sandbox, logger, newId = randomUUID } = options;
  return async function compileJob(input) {
    const { maxTasks = DEFAULT_MAX_TASKS } = options;
    const script = await registry.script(input.jobType);
    if (!script) throw new JobCompileError(input.jobType, 'there is no job type of this name on this manager');
    const { storage, ...job } = input.job;
    const reply = await sandbox.evaluate(
      {
        ...sandboxEnvironment(input),
        script: input.jobType,
        sources: script.sources,
        maxTasks,
        job: { ...job, shamanCheckoutID: storage.shamanCheckoutId },
      },
      (level, text) => logger[level]({ jobId: job.id, jobType: input.jobType, text }, 'job-type script printed'),
    );
    if (!reply.ok) throw compileErrorOf(input.jobType, reply.failure);
    try {
      const output = readCompiledOutput(reply.json, maxTasks);
      const tasks = giveIds(output, newId);
      await checkCommands(tasks);
      const { shamanCheckoutID, ...changed } = output.job;
      return { job: { ...changed, storage: { shamanCheckoutId: shamanCheckoutID } }, tasks };
    } catch (error) {
      if (error instanceof FarmError) throw new JobCompileError(input.jobType, error.message, {}, error);
      throw error;
    }
  };
}

/** Replaces the sandbox's task numbers by ids, and checks that the tasks can all run one day. */
function giveIds(output: CompiledOutput, newId: () => string): CompiledTask[] {
  const ids = new Map(output.tasks.map(({ ref }) => [ref, newId()]));
  const idOf = (ref: number): string => ids.get(ref) ?? `${ref}`;
  const tasks = output.tasks.map(({ ref, dependencies, ...task }, index) => ({
    ...task,
    id: idOf(ref),
    stepsTotal: task.commands.reduce((sum, command) => sum + Math.max(1, command.total_step_count), 0),
    dependencies: [...new Set(dependencies)].map(idOf),
    indexInJob: index + 1,
  }));
  checkTaskGraph(tasks, (id) => output.strangers[id]);
  return tasks;
}
