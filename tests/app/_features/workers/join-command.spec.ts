import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinCommand } from '#app/_features/workers/join-command.ts';
import { listedAs } from '#app/_features/workers/worker-status.ts';
import { needs } from '#tests/support/needs.ts';

const FARM = 'http://farm:8080';
const CHECKSUM = 'c0ffee'.repeat(10).padEnd(64, '0');
const SCRIPT = `# "quotes" \\n \\ %s $HOME 'single'\necho "ran with $*, secret $FLAMENCO_REGISTRATION_SECRET"\n`;

describe('the command that brings a worker to a new machine', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end(SCRIPT)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const run = async (command: string) =>
    await promisify(execFile)('sh', ['-c', command]).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      ({ stdout, code }: { stdout: string; code: number }) => ({ stdout, code }),
    );

  const UNIX = needs('a shell and sha256sum', process.platform === 'linux');

  it.each([
    ['once', '--run'],
    ['service', '--service user'],
  ] as const)('runs the script (%s) if it is the one that the page knows', UNIX, async (runs, options) => {
    const checksum = createHash('sha256').update(SCRIPT).digest('hex');
    const secret = `it's-$ecret&"\\`;
    const command = joinCommand(url, { system: 'linux', runs, secret }, checksum);
    expect(await run(command)).toEqual({ stdout: `ran with ${options}, secret ${secret}\n`, code: 0 });
  });

  it('runs nothing of another script, and says what to do', UNIX, async () => {
    const { stdout, code } = await run(joinCommand(url, { system: 'linux', runs: 'once', secret: '' }, CHECKSUM));
    expect(stdout).toContain('join.sh is not the one that the page of the manager knows');
    expect([stdout.includes('ran with'), code]).toEqual([false, 1]);
  });

  it('compares with what macOS and Windows have', () => {
    expect(joinCommand(FARM, { system: 'macos', runs: 'once', secret: '' }, CHECKSUM)).toContain(
      '| shasum -a 256) in c0ff',
    );
    const windows = joinCommand(FARM, { system: 'windows', runs: 'service', secret: `it's` }, CHECKSUM);
    expect(windows).toMatch(
      /^\$env:FLAMENCO_REGISTRATION_SECRET = 'it''s'; \$s = irm http:\/\/farm:8080\/join\.ps1; if \(/,
    );
    expect(windows).toContain(`-ne '${CHECKSUM}') { throw `);
    expect(windows).toMatch(/}; & \(\[scriptblock\]::Create\(\$s\)\) -Service$/);
  });
});

describe('a worker is listed', () => {
  it('by its status once it may work, and until then by what it is waiting for', () => {
    expect(listedAs({ status: 'awake', approval: null })).toBe('awake');
    expect(listedAs({ status: 'awake', approval: 'wrong-secret' })).toBe('waiting');
    expect(listedAs({ status: '', approval: 'no-secret' })).toBe('waiting');
    expect(listedAs({ status: 'offline', approval: 'rejected' })).toBe('rejected');
  });
});
