import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Command } from '#server/contracts/command.ts';
import { createJobCompiler } from '#server/job-types/compile-job.ts';
import type { CompiledJob, CompiledTask, CompileJobInput } from '#server/job-types/compile-job.ts';
import { createJobTypeRegistry } from '#server/job-types/registry.ts';
import type { JobTypeRegistry } from '#server/job-types/registry.ts';
import type { SandboxLimits } from '#server/job-types/sandbox/limits.ts';
import { createSandbox } from '#server/job-types/sandbox/sandbox.ts';
import type { SandboxEnvironment } from '#server/job-types/sandbox-environment.ts';
import { createLogger } from '#server/logging/logger.ts';

/** A compiled job whose commands specs can inspect. */
export type ReadableJob = Omit<CompiledJob, 'tasks'> & { tasks: ReadableTask[] };
type ReadableTask = Omit<CompiledTask, 'commands'> & { commands: Command[] };

export interface TestCompiler {
  /** The studio's scripts folder. */
  readonly scripts: string;
  readonly registry: JobTypeRegistry;
  /** The log lines so far, parsed. */
  readonly log: Array<Record<string, unknown>>;
  write(fileName: string, source: string): Promise<void>;
  /** Compiles a job of the given type; whatever is not given is that of a plain job with priority 50. */
  compile(
    jobType: string,
    settings?: Record<string, unknown>,
    job?: Partial<CompileJobInput['job']>,
    environment?: Partial<SandboxEnvironment>,
  ): Promise<ReadableJob>;
  /** Saves a script as `attack.js` and compiles a job with it. */
  run(source: string, settings?: Record<string, unknown>): Promise<ReadableJob>;
  stop(): Promise<void>;
}

/** A job compiler with an empty scripts folder in the temporary directory, in Amsterdam, on Linux. */
export async function startTestCompiler(
  options: { limits?: Partial<SandboxLimits>; maxTasks?: number } = {},
): Promise<TestCompiler> {
  const scripts = await mkdtemp(path.join(os.tmpdir(), 'flamenco-scripts-'));
  const log: Array<Record<string, unknown>> = [];
  const write = (line: string): void => void log.push(JSON.parse(line) as Record<string, unknown>);
  const logger = createLogger({ level: 'info', terminal: false, write });
  const sandbox = createSandbox({ limits: options.limits });
  const registry = createJobTypeRegistry({ directories: [scripts], sandbox, logger });
  const compileJob = createJobCompiler({ sandbox, logger, maxTasks: options.maxTasks });

  const compiler: TestCompiler = {
    scripts,
    registry,
    log,
    write: (fileName, source) => writeFile(path.join(scripts, fileName), source),
    compile: async (jobType, settings = {}, job = {}, environment = {}) => {
      const loaded = await registry.load(jobType);
      if (!loaded) throw new Error(`there is no job type ${jobType}`);
      const compiled = await compileJob({
        jobType,
        sources: loaded.sources,
        platform: 'linux',
        cwd: '/srv/flamenco',
        timeZone: 'Europe/Amsterdam',
        ...environment,
        job: {
          id: '2f1e1f0c-1f0b-4f9f-8f5c-0d4f3f1b2a1c',
          name: 'sc010',
          type: jobType,
          priority: 50,
          status: 'queued',
          created: '2026-06-01T10:20:30.500Z',
          settings,
          metadata: {},
          storage: { shamanCheckoutId: '' },
          workerTag: '',
          ...job,
        },
      });
      const readable = ({ commands, ...task }: CompiledTask) => ({
        ...task,
        commands: JSON.parse(commands) as Command[],
      });
      return { ...compiled, tasks: compiled.tasks.map(readable) };
    },
    async run(source, settings) {
      await compiler.write('attack.js', source);
      return compiler.compile('attack', settings);
    },
    async stop() {
      sandbox.close();
      await rm(scripts, { recursive: true });
    },
  };
  return compiler;
}
