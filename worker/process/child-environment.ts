/** Names of variables that may hold secrets of the worker, or of the npm that started it. */
const SECRETS = [/^FLAMENCO_.*(SECRET|TOKEN|PASSWORD|CREDENTIAL|KEY)/i, /^npm_/i, /^NODE_AUTH_TOKEN$/i, /^NPM_TOKEN$/i];

/**
 * The environment that a task's programs see: the worker's own without its secrets, with every variable that names a
 * temporary folder set to the task's.
 */
export function childEnvironment(own: NodeJS.ProcessEnv, temporaryFolder: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !SECRETS.some((secret) => secret.test(name))) kept[name] = value;
  }
  return { ...kept, TMPDIR: temporaryFolder, TEMP: temporaryFolder, TMP: temporaryFolder };
}
