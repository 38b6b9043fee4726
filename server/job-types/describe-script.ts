import { z } from 'zod';
import { jobTypeSchema } from '../contracts/job-type.ts';
import type { JobType } from '../contracts/job-type.ts';
import { compileErrorOf, JobCompileError } from './job-compile-error.ts';
import { jobTypeEtag } from './job-type-etag.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import type { ScriptFile } from './script-files.ts';
import { describeIssue } from '#shared/describe-issue.ts';

const scriptJobTypeSchema = jobTypeSchema
  .omit({ name: true, etag: true })
  .extend({ settings: jobTypeSchema.shape.settings.default(null) });

/** Runs the top level of a script to get its `JOB_TYPE`. Throws a JobCompileError if it fails or has no valid one. */
export async function describeScript(
  sandbox: Sandbox,
  script: ScriptFile,
  sources: Record<string, string>,
): Promise<JobType> {
  const reply = await sandbox.evaluate({ ...sandboxEnvironment(), script: script.name, sources });
  if (!reply.ok) {
    const position = /\bJOB_TYPE\b/.test(reply.failure.text) ? positionOfJobType(script) : {};
    throw compileErrorOf(script.name, { ...position, ...reply.failure });
  }
  const parsed = scriptJobTypeSchema.safeParse(JSON.parse(reply.parts.join('')));
  if (!parsed.success) throw new JobCompileError(script.name, firstProblem(parsed.error), positionOfJobType(script));
  const jobType = { name: script.name, ...parsed.data };
  return { ...jobType, etag: jobTypeEtag(jobType) };
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
