import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type QuietRun, runQuietly } from '#scripts/system/run-quietly.ts';
import type { Credentials } from '#tests/support/test-client.ts';

/** No 5xx, and no answer whose status, content type, headers or body the document does not promise. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
];
/** An answer that takes longer than this counts as no answer. */
const ANSWER_WITHIN_S = 10;

export interface FuzzRun {
  readonly schemathesis: string;
  /** Where the document is, and where the configuration is written. */
  readonly folder: string;
  readonly url: string;
  readonly worker: Credentials;
  /** Values for path parameters that are not made up, by operation if the same name means different things. */
  readonly things: Readonly<Record<string, string>>;
  readonly thingsOf?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly phases: string;
  readonly exclude: readonly string[];
  readonly examples: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Sends made-up requests, good and bad. Resolves to what was found, and to everything that the program printed. */
export async function runSchemathesis(run: FuzzRun): Promise<QuietRun> {
  const config = join(run.folder, 'schemathesis.toml');
  await writeFile(config, configuration(run));
  const options = {
    seed: run.seed,
    'max-time': run.seconds,
    'max-examples': run.examples,
    phases: run.phases,
    checks: CHECKS.join(),
    'request-timeout': ANSWER_WITHIN_S,
    'generation-database': 'none',
    warnings: 'off',
  };
  const named = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const excluded = run.exclude.flatMap((operation) => ['--exclude-operation-id', operation]);
  const what = ['--config-file', config, 'run', join(run.folder, 'openapi.json'), '--url', run.url];
  const args = [...what, '--no-shrink', '--continue-on-failure', '--no-color', ...named, ...excluded];
  return runQuietly(run.schemathesis, args, { cwd: run.folder });
}

function configuration({ worker, things, thingsOf = {} }: FuzzRun): string {
  const lines = [
    '[auth.openapi.worker_auth]',
    `username = ${JSON.stringify(worker.id)}`,
    `password = ${JSON.stringify(worker.secret)}`,
    '[parameters]',
    ...Object.entries(things).map(([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`),
  ];
  for (const [operation, own] of Object.entries(thingsOf)) {
    const values = Object.entries(own).map(([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`);
    lines.push('[[operations]]', `include-operation-id = "${operation}"`, `parameters = { ${values.join(', ')} }`);
  }
  return `${lines.join('\n')}\n`;
}
