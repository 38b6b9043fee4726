import { fileURLToPath } from 'node:url';
import type { JobType } from '../contracts/job-type.ts';
import type { Logger } from '../logging/logger.ts';
import { describeScript } from './describe-script.ts';
import { JobCompileError } from './job-compile-error.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { findScriptFiles } from './script-files.ts';
import type { ScriptFile } from './script-files.ts';

export interface JobTypeRegistry {
  /**
   * The job types that work, sorted by name. A broken script is left out, with a warning in the log for each version of
   * it.
   */
  list(): Promise<JobType[]>;
  /** Undefined when there is no script of that name; rejects with a JobCompileError when it is broken. */
  get(name: string): Promise<JobType | undefined>;
  /** As last described by `list()` or `get()`, without looking at the disk: for labels, not for decisions. */
  find(name: string): JobType | undefined;
  /** A script with the texts that it may `require()`, by name and with its own. Undefined when there is none. */
  script(name: string): Promise<{ file: ScriptFile; sources: Record<string, string> } | undefined>;
}

export interface JobTypeRegistryOptions {
  /** Folders of a studio's own scripts, first one wins. They may be missing. */
  directories: readonly string[];
  /** Where our own job types are; the project's `job-types` unless given. */
  builtInDirectory?: string;
  sandbox: Sandbox;
  logger: Logger;
}

const BUILT_IN_JOB_TYPES = fileURLToPath(new URL('../../job-types', import.meta.url));

/**
 * Finds job-type scripts and describes them. The files are read at every call, so an answer is never older than the
 * disk; a script runs again only when its text, or that of a script it may load, has changed.
 */
export function createJobTypeRegistry(options: JobTypeRegistryOptions): JobTypeRegistry {
  const { directories, builtInDirectory = BUILT_IN_JOB_TYPES, sandbox, logger } = options;
  const described = new Map<string, Description>();

  const readFiles = (): Promise<Map<string, ScriptFile>> => findScriptFiles(builtInDirectory, directories);

  async function describe(
    file: ScriptFile,
    files: ReadonlyMap<string, ScriptFile>,
  ): Promise<JobType | JobCompileError> {
    const sources = sourcesFor(file, files);
    const version = JSON.stringify(sources);
    const known = described.get(file.name);
    if (known?.version === version) return known.result;
    const result = await describeScript(sandbox, file, sources).catch((error: unknown) => {
      if (error instanceof JobCompileError) return error;
      throw error;
    });
    // A crash can have reasons outside the script, such as a machine without memory: the next call tries again.
    if (!(result instanceof JobCompileError && result.kind === 'crash')) described.set(file.name, { version, result });
    if (result instanceof JobCompileError) warn(file, result);
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
      return file && { file, sources: sourcesFor(file, files) };
    },
  };
}

interface Description {
  /** The texts that the result was made from. */
  version: string;
  result: JobType | JobCompileError;
}

/** Only scripts that load others are handed the others. */
function sourcesFor(file: ScriptFile, files: ReadonlyMap<string, ScriptFile>): Record<string, string> {
  if (!/\brequire\b/.test(file.source)) return { [file.name]: file.source };
  return Object.fromEntries([...files].map(([name, { source }]) => [name, source]));
}
