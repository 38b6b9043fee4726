import { fileURLToPath } from 'node:url';
import type { JobType } from '../contracts/job-type.ts';
import type { Logger } from '../logging/logger.ts';
import { describeScript } from './describe-script.ts';
import { JobCompileError } from './job-compile-error.ts';
import { jobTypeWarnings } from './job-type-warnings.ts';
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
  /** The job type as last seen by `list()` or `get()`, without reading the disk: for labels, not for decisions. */
  find(name: string): JobType | undefined;
  /** A script, with its source and those of all that it may `require()`, see SandboxRequest. Undefined if unknown. */
  script(name: string): Promise<{ file: ScriptFile; sources: Record<string, string> } | undefined>;
}

export interface JobTypeRegistryOptions {
  /** Folders of a studio's own scripts; the first one wins. They need not exist. */
  directories: readonly string[];
  /** The folder of our own job types; the project's `job-types` unless given. */
  builtInDirectory?: string;
  sandbox: Sandbox;
  logger: Logger;
}

const BUILT_IN_JOB_TYPES = fileURLToPath(new URL('../../job-types', import.meta.url));

/**
 * Finds job-type scripts and describes them. The files are read at every call, so an answer is always up to date with
 * the disk. A script only runs again when its source, or that of a script it may load, has changed.
 */
export function createJobTypeRegistry(options: JobTypeRegistryOptions): JobTypeRegistry {
  const { directories, builtInDirectory = BUILT_IN_JOB_TYPES, sandbox, logger } = options;
  const described = new Map<string, Description>();

  const readFiles = (): Promise<Map<string, ScriptFile>> => findScriptFiles(builtInDirectory, directories);
  /** What scripts may load besides each other, read at most once for each reading of the scripts. */
  const modulesBeside = new WeakMap<ReadonlyMap<string, ScriptFile>, Promise<Map<string, string>>>();

  async function sourcesFor(file: ScriptFile, files: ReadonlyMap<string, ScriptFile>): Promise<Record<string, string>> {
    if (!loadsFiles(file.source)) return { [file.name]: file.source };
    const modules = modulesBeside.get(files) ?? findScriptModules(directories);
    modulesBeside.set(files, modules);
    return Object.fromEntries([...(await modules), ...[...files].map(([name, { source }]) => [name, source] as const)]);
  }

  async function describe(
    file: ScriptFile,
    files: ReadonlyMap<string, ScriptFile>,
  ): Promise<JobType | JobCompileError> {
    const sources = await sourcesFor(file, files);
    const version = JSON.stringify(sources);
    const known = described.get(file.name);
    if (known?.version === version) return known.result;
    const result = await describeScript(sandbox, file, sources).catch((error: unknown) => {
      if (error instanceof JobCompileError) return error;
      throw error;
    });
    // A crash can have causes outside the script, such as a machine without memory, so the next call tries again.
    if (!(result instanceof JobCompileError && result.kind === 'crash')) described.set(file.name, { version, result });
    if (result instanceof JobCompileError) warn(file, result);
    else
      for (const warning of jobTypeWarnings(result))
        logger.warn({ jobType: file.name, file: file.file, warning }, 'job-type script has something to look at');
    return result;
  }

  function warn(file: ScriptFile, { line, column, message }: JobCompileError): void {
    logger.warn(
      { jobType: file.name, file: file.file, line, column, error: message },
      'job-type script was left out because it is broken',
    );
  }

  return {
    async list() {
      const files = await readFiles();
      const results = await Promise.all([...files.values()].map((file) => describe(file, files)));
      return results.filter((result): result is JobType => !(result instanceof JobCompileError));
    },
    async get(name) {
      const files = await readFiles();
      const file = files.get(name);
      if (!file) return undefined;
      const result = await describe(file, files);
      if (result instanceof JobCompileError) throw result;
      return result;
    },
    find(name) {
      const result = described.get(name)?.result;
      return result instanceof JobCompileError ? undefined : result;
    },
    async script(name) {
      const files = await readFiles();
      const file = files.get(name);
      return file && { file, sources: await sourcesFor(file, files) };
    },
  };
}

interface Description {
  /** The sources that the result came from, as JSON. */
  version: string;
  result: JobType | JobCompileError;
}

/** Whether a script may load other files; those are only sent along if it does. */
function loadsFiles(source: string): boolean {
  return /\brequire\b/.test(source.replaceAll(/\brequire\s*\(\s*(['"`])(?:author|path|process)\1\s*\)/g, ''));
}
