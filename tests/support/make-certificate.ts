import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate that signs itself, and its key: files in PEM. */
export interface MadeCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes one for this machine and some names, by openssl; it is good for `days` days. */
export async function makeCertificate(
  folder: string,
  { name = 'farm', names = [], days = 90 }: { name?: string; names?: readonly string[]; days?: number } = {},
): Promise<MadeCertificate> {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const alternatives = ['IP:127.0.0.1', ...names.map((each) => `DNS:${each}`)].join(',');
  const kind = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days ${days}`.split(' ');
  const about = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${alternatives}`];
  await promisify(execFile)('openssl', [...kind, ...about, '-keyout', key, '-out', certificate]);
  return { certificate, key };
}
