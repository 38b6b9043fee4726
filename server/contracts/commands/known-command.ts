import type { z } from 'zod';
import { describeIssue } from '#shared/describe-issue.ts';

/** A command that tasks can give to a worker: what job types may write, and what the worker understands. */
export interface KnownCommand<Parameters> {
  /** The name that job types write. */
  readonly name: string;
  /** Its error messages continue the sentence `parameter "x" …`. */
  readonly parameters: z.ZodType<Parameters>;
}

/** What is wrong with the parameters of a command, one text per complaint; empty if nothing is. */
export function parameterProblems(command: KnownCommand<unknown>, parameters: unknown): string[] {
  const result = command.parameters.safeParse(parameters);
  return result.success ? [] : describeIssues(result.error);
}

/** The complaints of a parameter schema as texts, such as `parameter "exe" must be given, as text`. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => `parameter "${issue.path.join('.')}" ${describeIssue(issue)}`);
}
