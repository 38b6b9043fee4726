import { createServer as createPlainServer, request as forward, type Server } from 'node:http';
import { createServer } from 'node:https';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '#scripts/system/find-program.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import { needs } from '#tests/support/needs.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

const NEEDS_OPENSSL = needs('openssl', findProgram('openssl') !== undefined);
const LOGIN = `Basic ${Buffer.from('artist:secret!').toString('base64')}`;

let farm: TestFarm;
let folder = '';
const servers: { close(): unknown; closeAllConnections(): void }[] = [];
/** What the proxy was asked to connect to, with the right password. */
const tunnels: (string | undefined)[] = [];

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A company's own authority, and a certificate that it has signed. */
async function makeCertificates(): Promise<void> {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const run = (...words: string[]) => execa('openssl', words, { cwd: folder });
  const authority = ['-subj', '/CN=Studio Authority', '-addext', 'keyUsage=critical,keyCertSign'];
  await run('req', '-x509', ...kind, ...authority, '-keyout', 'ca.key', '-out', 'ca.pem');
  const names = ['-subj', '/CN=farm', '-addext', 'subjectAltName=DNS:localhost,DNS:farm.studio'];
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-addext', 'basicConstraints=CA:FALSE'];
  await run('req', '-x509', ...kind, ...names, ...signed, '-keyout', 'farm.key', '-out', 'farm.pem');
  await run('x509', '-in', 'ca.pem', '-outform', 'der', '-out', 'ca.cer');
}

/** The manager with TLS. */
async function startTls(): Promise<number> {
  const [key, cert] = [await readFile(join(folder, 'farm.key')), await readFile(join(folder, 'farm.pem'))];
  const server = createServer({ key, cert }, (request, response) => {
    const { method, headers } = request;
    const inner = forward(new URL(request.url ?? '', farm.url), { method, headers }, (theirs) => {
      response.writeHead(theirs.statusCode ?? 500, theirs.headers);
      theirs.pipe(response);
    });
    request.pipe(inner);
  });
  return await portOf(server);
}

/** A proxy that wants a password, and knows names that nobody else knows. */
async function startProxy(): Promise<number> {
  const server = createPlainServer();
  server.on('connect', (request, socket) => {
    if (request.headers['proxy-authorization'] !== LOGIN) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    tunnels.push(request.url);
    const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(far).pipe(socket);
    });
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
  });
  return await portOf(server);
}

beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  if (!NEEDS_OPENSSL.skip) await makeCertificates();
});
afterAll(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await farm?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(BLENDERS)('a company’s certificates and proxy, in $name', (blender) => {
  it('are used for every request and every upload, and what is wrong with them is said', NEEDS_OPENSSL, async () => {
    const [port, proxy, dead] = [await startTls(), await startProxy(), await freePort()];
    const artist = await newArtist(blender);
    const { said } = await artist.run('certificates.py', {
      manager: farm.url,
      https: `https://localhost:${port}`,
      studio: `https://farm.studio:${port}`,
      proxy: `http://artist:secret%21@127.0.0.1:${proxy}`,
      no_proxy: `http://127.0.0.1:${dead}`,
      file: join(artist.home, 'a.blend'),
      pem: join(folder, 'ca.pem'),
      der: join(folder, 'ca.cer'),
      key: join(folder, 'ca.key'),
      gone: join(folder, 'gone.pem'),
    });
    await artist.leave();
    expect(said).toEqual({
      unknown: expect.stringContaining('choose its certificate file in the preferences'),
      'no such file': expect.stringContaining('gone.pem” cannot be read: No such file'),
      'no certificate': expect.stringContaining('There is no certificate in'),
      pem: '',
      'other host': expect.stringContaining('its certificate is not trusted'),
      der: '',
      uploaded: true,
      'dead proxy': expect.stringContaining(`through the proxy 127.0.0.1:${dead}: nothing is listening there`),
      'other kind': expect.stringContaining('HTTPS_PROXY has to look like http://proxy.studio:3128'),
      'wrong password': expect.stringContaining('407 Proxy Authentication Required'),
      'through it': '',
      'uploaded through it': true,
      'past it': expect.stringContaining('no computer has that name'),
      'this computer': '',
      "beside Blender's own": ['', true],
    });
    expect(new Set(tunnels.splice(0))).toEqual(new Set([`farm.studio:${port}`]));
  });
});
