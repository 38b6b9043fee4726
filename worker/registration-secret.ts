import type { WorkerApproval } from '#server/contracts/worker.ts';
import { messageOf } from '#shared/message-of.ts';
import { NotText, readTextFile } from '#system/files/read-text-file.ts';
import { ConfigError } from './config-error.ts';

/** Where the secret that lets a new worker into the farm may be given, in order of precedence. */
export interface RegistrationSecretSources {
  /** Path of a file that contains nothing else: `--registration-secret-file`. */
  readonly file: string | undefined;
  /** FLAMENCO_REGISTRATION_SECRET */
  readonly environment: string | undefined;
  /** `registration_secret` in `configFile`. */
  readonly key: string | undefined;
  readonly configFile: string;
}

/**
 * The registration secret of the farm; undefined if none is given.
 *
 * @throws ConfigError naming the source; it never repeats the secret.
 */
export async function registrationSecret(sources: RegistrationSecretSources): Promise<string | undefined> {
  const { file, environment, key, configFile } = sources;
  if (file !== undefined) {
    const secret = (await textOf(file)).trim();
    if (secret === '') throw new ConfigError(`--registration-secret-file: ${file} is empty`);
    return sendable(secret, file);
  }
  if (environment) return sendable(environment.trim(), 'FLAMENCO_REGISTRATION_SECRET');
  return key ? sendable(key.trim(), `${configFile}: registration_secret`) : undefined;
}

/** What the log of a worker that gets no work yet says: why, and what to do about it. */
export const WAITS: Readonly<Record<WorkerApproval, string>> = {
  'no-secret':
    'worker is waiting for approval and gets no tasks until then: it has no registration secret and no enrolment code. Approve it on the web page of the manager, or give it one of the two (--registration-secret-file) and start it again',
  'wrong-secret':
    'worker is waiting for approval and gets no tasks until then: its registration secret is wrong, or its enrolment code is of no use any more. Approve it on the web page of the manager, or give it another and start it again',
  revoked: 'worker was revoked and gets no tasks: somebody has to approve it again on the web page of the manager',
  rejected: 'worker was rejected and gets no tasks: somebody has to approve it on the web page of the manager',
};

async function textOf(file: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof NotText) throw new ConfigError(`--registration-secret-file: ${file} ${error.message}`, error);
    const reason = messageOf(error);
    throw new ConfigError(`--registration-secret-file: cannot be read: ${reason}`, error);
  }
}

/** The secret travels in an HTTP header. */
function sendable(secret: string, source: string): string {
  if (/^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new ConfigError(
    `${source}: the registration secret has spaces or other characters that a farm's secret cannot have`,
  );
}
