import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '#shared/message-of.ts';
import { ConfigError } from './config-error.ts';
import { describeIssue } from '#shared/describe-issue.ts';

/** An empty value (`manager_url:`) is the same as none. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value ?? undefined, schema.optional());
const exitCode = z.int('must be a whole number').min(0, 'must be from 0 to 255').max(255, 'must be from 0 to 255');

const fileSchema = z.object({
  worker_name: optional(z.string('must be text')),
  manager_url: optional(z.string('must be text')),
  task_types: optional(
    z.array(z.string('must be text').min(1, 'must not be empty'), 'must be a list').min(1, 'must not be empty'),
  ),
  tags: optional(z.array(z.string('must be text').min(1, 'must not be empty'), 'must be a list')),
  registration_secret: optional(z.string('must be text; put it in quotes')),
  headers: optional(z.record(z.string(), z.unknown(), 'must be a list of names and values, like "X-Access: text"')),
  restart_exit_code: optional(exitCode),
  oom_score_adjust: optional(
    z.int('must be a whole number').min(-1000, 'must be at least -1000').max(1000, 'must be at most 1000'),
  ),
});
export type ConfigFile = z.infer<typeof fileSchema>;

/**
 * Reads `flamenco-worker.yaml` as Flamenco 3 does: a missing or empty file means defaults, and unknown keys are
 * ignored.
 *
 * @throws ConfigError naming the file and the key.
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const content = parseYaml(file, await readText(file)) ?? {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigError(`${file}: must contain keys and values, like "manager_url: http://render-manager:8080/"`);
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${describeIssue(issue)}`);
  throw new ConfigError(`${file}: ${problems.join('; ')}`);
}

/** @throws ConfigError naming the option. */
export function parseExitCode(text: string): number {
  const parsed = exitCode.safeParse(Number(text));
  if (parsed.success && text.trim() !== '') return parsed.data;
  throw new ConfigError(`--restart-exit-code must be a whole number from 0 to 255, not "${text}"`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new ConfigError(`${file}: cannot be read: ${String(error)}`, error);
  }
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text, { prettyErrors: false });
  } catch (error) {
    throw new ConfigError(`${file}: is not YAML: ${messageOf(error)}`, error);
  }
}
