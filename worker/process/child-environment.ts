/** Names of variables that are, or lead to, secrets of the worker, of npm, or of whoever set the machine up. */
const SECRETS = [
  /SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|COOKIE|API_?KEY/i,
  /_(KEY|PASS|PWD|PAT|JWT|DSN|AUTH)$/i,
  /^(AWS|AZURE|VAULT|NPM)_/i,
  /^(SSH_AUTH_SOCK|SSH_AGENT_PID|GPG_AGENT_INFO|DBUS_SESSION_BUS_ADDRESS|KRB5CCNAME|KUBECONFIG|PGPASSFILE|NETRC)$/i,
  /^(DATABASE|DB|REDIS|MONGO(DB)?|POSTGRES(QL)?|MYSQL|AMQP|RABBITMQ|CELERY_BROKER)_UR[IL]$/i,
];
/** An address with a password in it, like `postgres://user:password@host/`. */
const ADDRESS_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i;

/**
 * The environment that a task's programs see: the worker's own without what looks like a secret, with every variable
 * that names a temporary folder set to the task's.
 *
 * @param passed names of variables that tasks may see all the same; `*` at the end stands for anything.
 */
export function childEnvironment(
  own: NodeJS.ProcessEnv,
  temporaryFolder: string,
  passed: readonly string[] = [],
): Record<string, string> {
  const hidden = new Set(hiddenVariables(own, passed));
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && !hidden.has(name)) kept[name] = value;
  }
  return { ...kept, TMPDIR: temporaryFolder, TEMP: temporaryFolder, TMP: temporaryFolder };
}

/** The names of the variables that tasks do not see. */
export function hiddenVariables(own: NodeJS.ProcessEnv, passed: readonly string[] = []): string[] {
  return Object.entries(own)
    .filter(([name, value = '']) => looksSecret(name, value) && !passed.some((pattern) => fits(pattern, name)))
    .map(([name]) => name);
}

function looksSecret(name: string, value: string): boolean {
  return SECRETS.some((secret) => secret.test(name)) || ADDRESS_WITH_PASSWORD.test(value);
}

/** Windows does not tell upper and lower case apart in these names. */
function fits(pattern: string, name: string): boolean {
  const [wanted, given] = process.platform === 'win32' ? [pattern.toUpperCase(), name.toUpperCase()] : [pattern, name];
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
