import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { NotText, readTextFile } from '#system/files/read-text-file.ts';
import type { JobType } from '../contracts/job-type.ts';
import { jobSettingsSchema } from '../contracts/job.ts';
import type { JobSettings } from '../contracts/job.ts';
import { fitSettings } from '../domain/fit-settings.ts';
import { createLogger } from '../logging/logger.ts';
import type { Logger } from '../logging/logger.ts';
import { createJobCompiler } from './compile-job.ts';
import type { CompiledJob } from './compile-job.ts';
import { JobCompileError } from './job-compile-error.ts';
import { createJobTypeRegistry } from './registry.ts';
import { createSandbox } from './sandbox/sandbox.ts';

export interface CheckedJobType {
  jobType: JobType;
  /** What its author should mend although it works, in full sentences. */
  warnings: readonly string[];
  /** The settings used for the dry run. */
  settings: JobSettings;
  /** Absent when there was nothing to compile with. */
  compiled?: CompiledJob;
}

/**
 * Describes one script file and compiles a job with it, as the manager would; nothing is stored. Settings that are not
 * given get their default if the script has one. Without a settings file there is no dry run.
 * Throws a JobCompileError with the position in the script, or an Error naming the file that cannot be read.
 */
export async function checkJobType(
  file: string,
  settingsFile: string | undefined,
  now: Date,
  logger: Logger,
): Promise<CheckedJobType> {
  const name = jobTypeNameOf(file);
  const sandbox = createSandbox();
  try {
    await readText(file);
    // What the registry warns about is thrown here as well.
    const registry = createJobTypeRegistry({
      ...directoriesFor(file),
      sandbox,
      logger: createLogger({ level: 'silent', terminal: false }),
    });
    const reviewed = await registry.reviewOne(name);
    if (!reviewed)
      throw new Error(
        `${file} is not a job-type script: it has to be a single file that ends in .js, or the script.js of a folder`,
      );
    const { result: jobType, warnings } = reviewed;
    if (jobType instanceof JobCompileError) throw jobType;
    const given = settingsFile === undefined ? {} : await readSettings(settingsFile);
    const settings = { ...defaultsOf(jobType), ...fitSettings(given, jobType.settings) };
    if (settingsFile === undefined) return { jobType, warnings, settings };
    const loaded = await registry.load(name);
    const compileJob = createJobCompiler({ sandbox, logger });
    const compiled = await compileJob({
      jobType: name,
      sources: loaded?.sources ?? {},
      job: {
        id: randomUUID(),
        name: 'dry run',
        type: name,
        priority: 50,
        status: 'queued',
        created: now.toISOString(),
        settings,
        metadata: {},
        storage: { shamanCheckoutId: '' },
        workerTag: '',
      },
    });
    return { jobType, warnings, settings, compiled };
  } finally {
    sandbox.close();
  }
}

/** The name of the job type in a file. */
function jobTypeNameOf(file: string): string {
  if (isBuiltIn(file)) return path.basename(path.dirname(path.resolve(file)));
  return path.basename(file, '.js').replaceAll('_', '-');
}

/** Our own job types are folders with a script.js; a studio's are single files. */
function isBuiltIn(file: string): boolean {
  return path.basename(file) === 'script.js';
}

function directoriesFor(file: string): { directories: string[]; builtInDirectory?: string } {
  const directory = path.dirname(path.resolve(file));
  return isBuiltIn(file)
    ? { directories: [], builtInDirectory: path.dirname(directory) }
    : { directories: [directory] };
}

function defaultsOf(jobType: JobType): JobSettings {
  return Object.fromEntries(
    jobType.settings
      .filter(({ default: value }) => value !== undefined)
      .map((setting) => [setting.key, setting.default]),
  );
}

async function readSettings(file: string): Promise<JobSettings> {
  const parsed = jobSettingsSchema.safeParse(JSON.parse(await readText(file)));
  if (!parsed.success) throw new Error(`${file} has to hold a JSON object with a value per setting`);
  return parsed.data;
}

async function readText(file: string): Promise<string> {
  return readTextFile(file).catch((cause: unknown) => {
    throw new Error(cause instanceof NotText ? `${file} ${cause.message}` : `cannot read ${file}`, { cause });
  });
}
