import { basename } from 'node:path';
import { z } from 'zod';
import { jobTypeSchema } from '../contracts/job-type.ts';
import type { JobType } from '../contracts/job-type.ts';
import { compileErrorOf, JobCompileError } from './job-compile-error.ts';
import { jobTypeWarnings } from './job-type-warnings.ts';
import { jobTypeEtag } from './job-type-etag.ts';
import { NO_JOB_TYPE } from './sandbox/messages.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import type { ScriptFile } from './script-files.ts';
import { tidyJobType } from './tidy-job-type.ts';
import { describeIssue } from '#shared/describe-issue.ts';

const scriptJobTypeSchema = jobTypeSchema.omit({ name: true, etag: true });

export interface DescribedScript {
  readonly jobType: JobType;
  /** What its author should mend, in full sentences. */
  readonly warnings: readonly string[];
}

/** Runs the top level of a script to get its `JOB_TYPE`. Throws a JobCompileError if it fails or has no valid one. */
export async function describeScript(
  sandbox: Sandbox,
  script: ScriptFile,
  sources: Record<string, string>,
): Promise<DescribedScript> {
  if (script.problem !== undefined) throw new JobCompileError(script.name, script.problem);
  const reply = await sandbox.evaluate({ ...sandboxEnvironment(), script: script.name, sources });
  if (!reply.ok) {
    if (reply.failure.text === NO_JOB_TYPE) throw noJobType(script);
    throw compileErrorOf(script.name, reply.failure);
  }
  const [written = 'null', compiles] = reply.parts;
  const { value, warnings } = tidyJobType(JSON.parse(written));
  const parsed = scriptJobTypeSchema.safeParse(value);
  if (!parsed.success) throw new JobCompileError(script.name, firstProblem(parsed.error), positionOfJobType(script));
  const jobType = { name: script.name, ...parsed.data };
  const all = [...warnings, ...jobTypeWarnings(jobType)];
  return {
    jobType: { ...jobType, etag: jobTypeEtag(jobType) },
    warnings: compiles === 'true' ? all : [...all, noCompileJob(script)],
  };
}

function noJobType(script: ScriptFile): JobCompileError {
  const file = basename(script.file);
  if (/\bJOB_TYPE\b/.test(script.source))
    return new JobCompileError(script.name, `JOB_TYPE in ${file} is not an object`, positionOfJobType(script));
  return new JobCompileError(
    script.name,
    `there is no JOB_TYPE in ${file}; a job type begins with const JOB_TYPE = { label: '…', settings: […] };`,
  );
}

function noCompileJob(script: ScriptFile): string {
  return `There is no function compileJob(job) in ${basename(script.file)}: every job of this type will be refused.`;
}

/** A mistake inside a JOB_TYPE has no position of its own, so we point at the declaration. */
function positionOfJobType(script: ScriptFile): { line: number; column: number } {
  const before = script.source.slice(0, Math.max(0, script.source.search(/\bJOB_TYPE\b/))).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${z.core.toDotPath(['JOB_TYPE', ...(issue?.path ?? [])])}: ${issue ? describeIssue(issue) : 'is not a job type'}`;
}
