import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobType } from '../contracts/job-type.ts';
import type { Logger } from '../logging/logger.ts';
import { JobCompileError } from './job-compile-error.ts';
import { rememberDescriptions } from './remember-descriptions.ts';
import type { Description } from './remember-descriptions.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { findScriptFiles } from './script-files.ts';
import type { ScriptFile } from './script-files.ts';
import { findScriptModules } from './script-modules.ts';

export interface JobTypeRegistry {
  /**
   * The job types that work, sorted by name. A broken script is left out, with one warning in the log for each version
   * of it.
   */
  list(): Promise<JobType[]>;
  /** Undefined if there is no script with this name; rejects with a JobCompileError if it is broken. */
  get(name: string): Promise<JobType | undefined>;
  /** The same, with what a job is compiled with: what is described is what then runs. */
  load(name: string): Promise<LoadedJobType | undefined>;
  /** The job type as last seen by `list()` or `get()`, without reading the disk: for labels, not for decisions. */
  find(name: string): JobType | undefined;
  /** All scripts, the broken ones as well, with what their authors should know. */
  reviewAll(): Promise<ReviewedScript[]>;
  /** The same for one script. Undefined if unknown. */
  reviewOne(name: string): Promise<ReviewedScript | undefined>;
}

export interface LoadedJobType {
  readonly jobType: JobType;
  /** The source of the script and those of all that it may `require()`, see SandboxRequest. */
  readonly sources: Record<string, string>;
}

export interface ReviewedScript extends Description {
  readonly name: string;
  readonly file: string;
  /** Whether it comes with the manager. */
  readonly isBuiltIn: boolean;
}

export interface JobTypeRegistryOptions {
  /** Folders of a studio's own scripts; the first one wins. They need not exist. */
  directories: readonly string[];
  /** The folder of our own job types; the project's `job-types` unless given. */
  builtInDirectory?: string;
  sandbox: Sandbox;
  logger: Logger;
  /** Decides when a script that ran into a limit is tried again; the machine's clock unless given. */
  clock?: { now(): number };
}

const BUILT_IN_JOB_TYPES = fileURLToPath(new URL('../../job-types', import.meta.url));

/**
 * Finds job-type scripts and describes them. The files are read at every call, so an answer is always up to date with
 * the disk. A script only runs again when its source, or that of a script it may load, has changed; or if it ran into a
 * limit.
 */
export function createJobTypeRegistry(options: JobTypeRegistryOptions): JobTypeRegistry {
  const { directories, builtInDirectory = BUILT_IN_JOB_TYPES, sandbox, logger, clock = Date } = options;
  const descriptions = rememberDescriptions(sandbox, clock);
  /** What the log was last told of each script. */
  const told = new Map<string, string>();

  const readFiles = (): Promise<Map<string, ScriptFile>> => findScriptFiles(builtInDirectory, directories);
  /** What scripts may load besides each other, read at most once for each reading of the scripts. */
  const modulesBeside = new WeakMap<ReadonlyMap<string, ScriptFile>, Promise<Map<string, string>>>();

  async function sourcesFor(file: ScriptFile, files: ReadonlyMap<string, ScriptFile>): Promise<Record<string, string>> {
    if (!loadsFiles(file.source)) return { [file.name]: file.source };
    const modules = modulesBeside.get(files) ?? findScriptModules(directories);
    modulesBeside.set(files, modules);
    return Object.fromEntries([...(await modules), ...[...files].map(([name, { source }]) => [name, source] as const)]);
  }

  async function review(
    file: ScriptFile,
    sources: Record<string, string>,
    how: { patient: boolean },
  ): Promise<ReviewedScript> {
    const { result, warnings } = await descriptions.describe(file, sources, how);
    const reviewed = {
      name: file.name,
      file: file.file,
      isBuiltIn: path.dirname(path.dirname(file.file)) === builtInDirectory,
      result,
      warnings: [...file.warnings, ...warnings],
    };
    tell(reviewed);
    return reviewed;
  }

  /** One line for each thing to mend, until it changes. */
  function tell({ name, file, result, warnings }: ReviewedScript): void {
    const error = result instanceof JobCompileError ? result : undefined;
    const news = JSON.stringify([error?.message, warnings]);
    if (news === (told.get(name) ?? NOTHING_TO_TELL)) return;
    told.set(name, news);
    const facts = { jobType: name, file };
    for (const warning of warnings) logger.warn({ ...facts, warning }, 'job-type script has something to mend');
    if (!error) return;
    const { line, column, message } = error;
    logger.warn({ ...facts, line, column, error: message }, 'job-type script was left out because it is broken');
  }

  async function reviewAll(): Promise<ReviewedScript[]> {
    const files = await readFiles();
    return Promise.all(
      [...files.values()].map(async (file) => review(file, await sourcesFor(file, files), { patient: false })),
    );
  }

  async function readOne(name: string): Promise<{ file: ScriptFile; sources: Record<string, string> } | undefined> {
    const files = await readFiles();
    const file = files.get(name);
    return file && { file, sources: await sourcesFor(file, files) };
  }

  async function reviewOne(name: string): Promise<ReviewedScript | undefined> {
    const read = await readOne(name);
    return read && review(read.file, read.sources, { patient: true });
  }

  async function load(name: string): Promise<LoadedJobType | undefined> {
    const read = await readOne(name);
    if (!read) return undefined;
    const { result } = await review(read.file, read.sources, { patient: true });
    if (result instanceof JobCompileError) throw result;
    return { jobType: result, sources: read.sources };
  }

  return {
    async list() {
      const results = (await reviewAll()).map(({ result }) => result);
      return results.filter((result): result is JobType => !(result instanceof JobCompileError));
    },
    get: async (name) => (await load(name))?.jobType,
    load,
    find(name) {
      const result = descriptions.last(name)?.result;
      return result instanceof JobCompileError ? undefined : result;
    },
    reviewAll,
    reviewOne,
  };
}

const NOTHING_TO_TELL = JSON.stringify([undefined, []]);

/** Whether a script may load other files; those are only sent along if it does. */
function loadsFiles(source: string): boolean {
  return /\brequire\b/.test(source.replaceAll(/\brequire\s*\(\s*(['"`])(?:author|path|process)\1\s*\)/g, ''));
}
