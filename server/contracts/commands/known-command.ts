import type { z } from 'zod';
import { describeIssue } from '#shared/describe-issue.ts';

/** One thing that a task can ask of a worker: what job types may write, and what the worker understands. */
export interface KnownCommand<Parameters> {
  /** As job types write it. */
  readonly name: string;
  /** Messages continue the sentence `parameter "x" …`. */
  readonly parameters: z.ZodType<Parameters>;
}

/** What is wrong with the parameters of a command: a text per parameter; empty when nothing is. */
export function parameterProblems(command: KnownCommand<unknown>, parameters: unknown): string[] {
  const result = command.parameters.safeParse(parameters);
  return result.success ? [] : describeIssues(result.error);
}

/** `parameter "exe" must be given, as text` for each thing that a parameter schema complains about. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => `parameter "${issue.path.join('.')}" ${describeIssue(issue)}`);
}
