import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { decodeText } from '#shared/decode-text.ts';
import { describeIssue } from '#shared/describe-issue.ts';
import { messageOf } from '#shared/message-of.ts';
import { parseYaml } from '#shared/parse-yaml.ts';

/** An empty value (`manager_url:`) is the same as none. */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value ?? undefined, schema.optional());
const exitCode = z.int('must be a whole number').min(0, 'must be from 0 to 255').max(255, 'must be from 0 to 255');

const fileSchema = z.object({
  worker_name: optional(z.string('must be text')),
  manager_url: optional(z.string('must be text')),
  certificates: optional(z.string('must be text')),
  task_types: optional(
    z.array(z.string('must be text').min(1, 'must not be empty'), 'must be a list').min(1, 'must not be empty'),
  ),
  tags: optional(z.array(z.string('must be text').min(1, 'must not be empty'), 'must be a list')),
  registration_secret: optional(z.string('must be text; put it in quotes')),
  headers: optional(z.record(z.string(), z.unknown(), 'must be a list of names and values, like "X-Access: text"')),
  pass_variables: optional(
    z.array(
      z.string('must be text').regex(/^[^=*]+\*?$/, 'must be the name of a variable, perhaps with * at its end'),
      'must be a list',
    ),
  ),
  run_tasks_as: optional(z.string('must be text').regex(/^[a-z_][\w.-]*$/i, 'must be the name of an account')),
  restart_exit_code: optional(exitCode),
  stay_awake: optional(z.boolean('must be true or false')),
  log_file: optional(z.string('must be text')),
  oom_score_adjust: optional(
    z.int('must be a whole number').min(-1000, 'must be at least -1000').max(1000, 'must be at most 1000'),
  ),
});
/** `warnings`: what is valid, but most probably not meant, one text each with the file and the line. */
export type ConfigFile = z.infer<typeof fileSchema> & { readonly warnings: readonly string[] };

/**
 * Reads `flamenco-worker.yaml` as Flamenco 3 does: a missing or empty file means defaults, and unknown keys are
 * ignored.
 *
 * @throws ConfigError naming the file and the line or the key.
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const { document, mistake, warnings } = parseYaml(await readText(file));
  if (mistake) throw new ConfigError(`${file}, line ${mistake.line}: ${mistake.text}`);
  const content: unknown = document.toJS() ?? {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigError(`${file}: must contain keys and values, like "manager_url: http://render-manager:8080/"`);
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success)
    return { ...parsed.data, warnings: warnings.map(({ line, text }) => `${file}, line ${line}: ${text}`) };
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
    return decodeText(await readFile(file)).text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new ConfigError(`${file}: cannot be read: ${messageOf(error)}`, error);
  }
}
