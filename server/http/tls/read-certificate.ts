import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { messageOf } from '#shared/message-of.ts';
import { FarmError } from '../../domain/errors.ts';

/** Absolute paths of files in PEM. */
export interface CertificateFiles {
  /** The manager's certificate, and those of whoever signed it. */
  readonly certificate: string;
  readonly key: string;
}

/** A certificate with its key, which fit each other. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Names and addresses that it is for. */
  readonly names: readonly string[];
}

/**
 * Reads a certificate and its key, and checks that they can be used now.
 * @param now milliseconds since 1970
 * @throws FarmError unusable, naming the setting and the file
 */
export async function readCertificate(files: CertificateFiles, now: number): Promise<Certificate> {
  const cert = await bytesOf('certificate', files.certificate);
  const key = await bytesOf('key', files.key);
  const parsed = parse('certificate', files.certificate, 'certificate in PEM', () => new X509Certificate(cert));
  const privateKey = parse('key', files.key, 'private key in PEM without a password', () => createPrivateKey(key));
  requirePair(files, parsed, privateKey);
  const [from, until] = [Date.parse(parsed.validFrom), Date.parse(parsed.validTo)];
  if (until <= now) throw unusable('certificate', files.certificate, `expired on ${iso(until)}; renew it`);
  if (from > now)
    throw unusable('certificate', files.certificate, `is valid from ${iso(from)} on; check the clock of this machine`);
  return { cert, key, expiresAt: until, names: namesIn(parsed) };
}

/** Whether two were made from the same files. */
export function isSame(a: Certificate, b: Certificate): boolean {
  return a.cert.equals(b.cert) && a.key.equals(b.key);
}

function requirePair({ certificate, key }: CertificateFiles, parsed: X509Certificate, privateKey: KeyObject): void {
  if (!parsed.checkPrivateKey(privateKey))
    throw unusable(
      'key',
      key,
      `is not the key of the certificate in ${certificate}; name the two that belong together`,
    );
}

function parse<T>(setting: string, file: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    // The error of the library is about its own insides.
    throw unusable(setting, file, `is not a ${what}`, error);
  }
}

async function bytesOf(setting: string, file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code ?? messageOf(error)})`;
    throw unusable(setting, file, why, error);
  });
}

function namesIn({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName
    .split(', ')
    .flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? [])
    .map((name) => name.toLowerCase());
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

function unusable(setting: string, file: string, why: string, cause?: unknown): FarmError {
  return new FarmError('unusable', { message: `tls.${setting}: ${file} ${why}`, details: { file }, cause });
}
