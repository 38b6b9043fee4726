import tls from 'node:tls';
import { messageOf } from '#shared/message-of.ts';
import { readTextFile } from '#system/files/read-text-file.ts';
import { ConfigError } from './config-error.ts';

/**
 * Lets this process trust a manager whose certificate was signed by somebody that this machine trusts, or by an
 * authority in `file` (PEM). Node by itself trusts neither, only what it was made with and `NODE_EXTRA_CA_CERTS`.
 * Before 24.5, Node cannot do it; then `file` is refused.
 *
 * @param place of `file` in the configuration, for messages
 * @throws ConfigError naming the place and the file
 */
export async function trustAuthorities(
  file: string | undefined,
  place: string,
  { getCACertificates, setDefaultCACertificates }: Partial<typeof tls> = tls,
): Promise<void> {
  const own = file === undefined ? [] : [await authoritiesIn(file, place)];
  if (getCACertificates && setDefaultCACertificates) {
    setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system'), ...own]);
  } else if (file !== undefined) {
    const instead = 'or name the file in the environment variable NODE_EXTRA_CA_CERTS';
    throw new ConfigError(
      `${place}: needs Node 24.5 or newer, and this is ${process.version}; install one, ${instead}`,
    );
  }
}

async function authoritiesIn(file: string, place: string): Promise<string> {
  const text = await readTextFile(file).catch((error: unknown) => {
    throw new ConfigError(`${place}: ${file} cannot be read: ${messageOf(error)}`, error);
  });
  // Node takes any text, and leaves out what it does not understand.
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new ConfigError(`${place}: ${file} does not contain certificates in PEM`);
  return text;
}
