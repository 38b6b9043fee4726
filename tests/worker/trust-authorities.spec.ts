import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findProgram } from '#scripts/system/find-program.ts';
import { makeCertificate } from '#tests/support/make-certificate.ts';
import { needs } from '#tests/support/needs.ts';
import { trustAuthorities } from '#worker/trust-authorities.ts';
import { until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { startWorker } from './support/worker-process.ts';

/** Only so that a spec that fails ends, in milliseconds. */
const WITHIN = 18_000;
const NEEDS_OPENSSL = needs('openssl', findProgram('openssl') !== undefined);

/** Something with HTTPS, with a certificate that nobody knows. */
async function stranger() {
  const home = await temporaryFolder();
  const { certificate, key } = await makeCertificate(home);
  const asked: (string | undefined)[] = [];
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key) }, (request, response) => {
    asked.push(request.url);
    response.writeHead(503).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const start = async (settings: string) => {
    await writeFile(join(home, 'flamenco-worker.yaml'), `manager_url: ${url}\n${settings}`);
    return startWorker(['--home', home], home);
  };
  return { home, asked, start };
}

it('a worker does not speak to a manager whose certificate it cannot trust', NEEDS_OPENSSL, async () => {
  const { start, asked } = await stranger();
  const worker = await start('');
  await until(() => worker.output().includes('self-signed certificate'), 'the worker says why', WITHIN);
  expect(asked).toEqual([]);
});

it('a worker trusts the authorities in the file that its configuration names', NEEDS_OPENSSL, async () => {
  const { start, asked } = await stranger();
  const worker = await start('certificates: farm.crt\n');
  await until(() => asked.includes('/api/v3/identity'), 'the worker asks the manager', WITHIN);
  expect(worker.output()).not.toContain('self-signed');
});

it('a worker refuses a file without certificates, by its name', NEEDS_OPENSSL, async () => {
  const { start, home } = await stranger();
  const worker = await start('certificates: flamenco-worker.yaml\n');
  expect((await worker.exit).code).toBe(1);
  const file = join(home, 'flamenco-worker.yaml');
  expect(worker.output()).toContain(`${file}: certificates: ${file} does not contain certificates in PEM`);
});

it('an older Node trusts what it did before, and says that it cannot trust more', NEEDS_OPENSSL, async () => {
  const home = await temporaryFolder();
  const { certificate } = await makeCertificate(home);
  expect(await trustAuthorities(undefined, 'certificates', {})).toBeUndefined();
  await expect(trustAuthorities(certificate, 'certificates', {})).rejects.toThrow(/^certificates: needs Node 24\.5/);
});
