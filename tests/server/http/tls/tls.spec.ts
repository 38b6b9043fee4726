import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TLSSocket, connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { configFrom } from '#server/config/load-config.ts';
import { startHttpServer } from '#server/http/server.ts';
import { KeptCertificate } from '#server/http/tls/kept-certificate.ts';
import { readCertificate } from '#server/http/tls/read-certificate.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { createLogger } from '#server/logging/logger.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { needs } from '#tests/support/needs.ts';
import { type MadeCertificate, makeCertificate } from '#tests/support/make-certificate.ts';
import { temporaryFolder } from '../../../worker/support/temporary-folder.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Only so that a spec that fails ends. */
const WITHIN = { timeout: 15_000, interval: 20 };

const NEEDS_OPENSSL = needs('openssl', findProgram('openssl') !== undefined);

let folder = '';
let first: MadeCertificate;
let second: MadeCertificate;
beforeAll(async () => {
  if (NEEDS_OPENSSL.skip) return;
  folder = await mkdtemp(join(tmpdir(), 'flamenco-tls-'));
  first = await makeCertificate(folder, { name: 'first', names: ['farm.studio'] });
  second = await makeCertificate(folder, { name: 'second' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server whose certificate files can be changed. */
async function startServer({ hsts = 0 } = {}) {
  const own = await temporaryFolder();
  const files = { certificate: join(own, 'farm.crt'), key: join(own, 'farm.key') };
  const put = async (made: MadeCertificate) => {
    await copyFile(made.certificate, files.certificate);
    await copyFile(made.key, files.key);
  };
  await put(first);
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', terminal: false, write: (line) => void lines.push(line) });
  const certificate = await KeptCertificate.open({ files, logger, timing: { lookEvery: 20, settle: 5 } });
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    certificate,
    hsts: () => hsts,
    logger,
    handler: (request, response, facts) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const body = { scheme: facts.scheme, from: facts.remoteAddress, got: Buffer.concat(chunks).toString('hex') };
        writeAnswer(response, { status: 200, body });
      });
    },
  });
  onTestFinished(() => server.stop(200));
  return { ...server, files, put, logged: () => lines.join('') };
}

interface Got {
  readonly body: Record<string, string>;
  readonly headers: IncomingHttpHeaders;
  /** The name that the certificate is for. */
  readonly name: string;
}

async function ask(
  port: number,
  trusted: string,
  { agent, body }: { agent?: Agent; body?: Buffer } = {},
): Promise<Got> {
  const ca = await readFile(trusted);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/', method: body ? 'POST' : 'GET', ca, agent: agent ?? false };
    const sent = httpsRequest(options, (answer) => {
      let text = '';
      const name = String((answer.socket as TLSSocket).getPeerCertificate().subject.CN);
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () =>
        resolve({
          body: JSON.parse(text) as Record<string, string>,
          headers: answer.headers,
          name,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a manager with a certificate', NEEDS_OPENSSL, () => {
  test('speaks HTTPS, knows that it does, and gets what is sent to it as it is', async () => {
    const server = await startServer();
    const body = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
    const answer = await ask(server.port, first.certificate, { body });
    expect(answer.body).toEqual({ scheme: 'https', from: '127.0.0.1', got: body.toString('hex') });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    expect([server.scheme, server.certifiedNames]).toEqual(['https', ['127.0.0.1', 'farm.studio']]);
    await expect(ask(server.port, second.certificate)).rejects.toThrow(/self-signed/);
  });

  test('tells browsers to stay with HTTPS if that is configured', async () => {
    const { port } = await startServer({ hsts: 2 * DAY_MS });
    expect((await ask(port, first.certificate)).headers['strict-transport-security']).toBe('max-age=172800');
  });

  test('uses a renewed certificate at once, while connections that are open go on', async () => {
    const server = await startServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    expect((await ask(server.port, first.certificate, { agent })).name).toBe('first');
    await server.put(second);
    await expect.poll(server.logged, WITHIN).toContain('certificate was renewed');
    expect((await ask(server.port, second.certificate)).name).toBe('second');
    expect((await ask(server.port, first.certificate, { agent })).name).toBe('first');
  });

  test('keeps its certificate when the new one cannot be used, says so once, and takes the next good one', async () => {
    const server = await startServer();
    await copyFile(second.key, server.files.key);
    await expect.poll(server.logged, WITHIN).toContain('the old one stays in use');
    expect((await ask(server.port, first.certificate)).name).toBe('first');
    await rename(server.files.key, `${server.files.key}.away`);
    await expect.poll(server.logged, WITHIN).toContain(`tls.key: ${server.files.key} does not exist`);
    await server.put(second);
    await expect.poll(server.logged, WITHIN).toContain('certificate was renewed');
    expect((await ask(server.port, second.certificate)).name).toBe('second');
  });

  test('leaves whoever speaks HTTP to it, or is too old for it, and goes on', async () => {
    const server = await startServer();
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow('fetch failed');
    const old = connect({ host: '127.0.0.1', port: server.port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
    await new Promise((resolve) => old.once('error', resolve));
    await expect.poll(server.logged, WITHIN).toContain('this port speaks HTTPS, and was asked for HTTP');
    expect((await ask(server.port, first.certificate)).body).toMatchObject({ scheme: 'https' });
  });
});

describe('certificate files that cannot be used are refused, by setting and file:', NEEDS_OPENSSL, () => {
  const read = (files: Partial<MadeCertificate>, now = Date.now()) => readCertificate({ ...first, ...files }, now);

  test('they do not exist', async () => {
    const missing = join(folder, 'none.crt');
    await expect(read({ certificate: missing })).rejects.toThrow(`tls.certificate: ${missing} does not exist`);
    await expect(read({ key: missing })).rejects.toThrow(`tls.key: ${missing} does not exist`);
  });

  test('they are something else', async () => {
    const other = join(folder, 'other.pem');
    await writeFile(other, 'no PEM');
    await expect(read({ certificate: other })).rejects.toThrow(`tls.certificate: ${other} is not a certificate in PEM`);
    await expect(read({ key: other })).rejects.toThrow(`tls.key: ${other} is not a private key in PEM`);
    await expect(read({ key: folder })).rejects.toThrow(`tls.key: ${folder} cannot be read (EISDIR)`);
  });

  test('they do not belong together', async () => {
    await expect(read({ key: second.key })).rejects.toThrow(
      `tls.key: ${second.key} is not the key of the certificate in ${first.certificate}`,
    );
  });

  test('they have expired, or begin later', async () => {
    await expect(read({}, Date.now() + 91 * DAY_MS)).rejects.toThrow(/tls\.certificate: .*first\.crt expired on 20/);
    await expect(read({}, Date.now() - 2 * DAY_MS)).rejects.toThrow(/is valid from 20.* on; check the clock/);
  });

  test('one of the two is not named', () => {
    expect(() => configFrom('_meta: {version: 3}\ntls: {certificate: farm.crt}', '/studio')).toThrow(
      'flamenco-manager.yaml: tls.key: is missing, but tls.certificate is there; both are needed',
    );
    expect(configFrom('_meta: {version: 3}\ntls: {certificate: a.crt, key: /b.key}', '/studio').tls).toEqual({
      certificate: '/studio/a.crt',
      key: '/b.key',
    });
  });
});

test('a certificate that is about to expire is warned of', NEEDS_OPENSSL, async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', terminal: false, write: (line) => void lines.push(line) });
  for (const days of [15, 13]) {
    const files = await makeCertificate(folder, { name: `for-${days}`, days });
    (await KeptCertificate.open({ files, logger })).close();
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('for-13.crt');
});
