import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ManagerConnection } from '#worker/manager-connection.ts';
import { compareClocks } from '#worker/self-check/ask-manager.ts';
import { devicesIn, gpuText } from '#worker/self-check/check-gpus.ts';
import { diskItem, memoryItem } from '#worker/self-check/check-machine.ts';
import { checkBlender, checkFfmpeg } from '#worker/self-check/check-programs.ts';
import { checkStorage } from '#worker/self-check/check-storage.ts';
import { equipmentIn } from '#worker/self-check/look-into-blender.ts';
import { checkTable } from '#worker/self-check/check-table.ts';
import { selfCheck } from '#worker/self-check/self-check.ts';
import { sendCheck } from '#worker/self-check/send-check.ts';
import { ScriptedManager } from '../support/scripted-manager.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PATH = process.env['PATH'] ?? '';

async function checkParts(taskTypes = ['blender', 'ffmpeg']) {
  const folder = await temporaryFolder();
  const { signal } = new AbortController();
  const environment = { PATH };
  const nothing = { connection: undefined, managerUrl: undefined };
  return { ...nothing, taskTypes, environment, temporaryFolder: folder, signal, folder };
}

async function program(folder: string, name: string, lines: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('the table of the checks', () => {
  it('shows control characters of a manager’s name instead of sending them to the terminal', () => {
    const text = '\u001b]0;owned\u0007 1.0';
    expect(checkTable([{ name: 'Manager', level: 'ok', text }])).toContain(String.raw`\u001b]0;owned\u0007 1.0`);
  });
});

describe('the clock, compared with the manager’s', () => {
  const date = 'Thu, 26 Nov 2026 12:00:00 GMT';
  const theirs = Date.parse(date);

  it.each([
    ['the same within the second that the header has', 400, 10, 'ok', 'as the manager’s'],
    ['a long round trip explains it', -2_500, 6_000, 'ok', 'as the manager’s'],
    ['a little off', 3_500, 0, 'ok', '2.5 s off the manager’s'],
    ['ahead', 30_500, 1_000, 'warning', '30 s ahead of the manager’s'],
    ['behind', -3_600_000, 10, 'problem', '60 min behind the manager’s'],
    ['a day behind', -86_400_000, 10, 'problem', '24 h behind the manager’s'],
  ])('%s', (_case, offset, roundTrip, level, text) => {
    expect(compareClocks(date, theirs + offset, roundTrip)).toMatchObject({ level, text });
  });

  it('is a warning if the manager’s time cannot be read', () => {
    expect(compareClocks('soon', theirs, 1)).toMatchObject({ level: 'warning' });
  });
});

describe('GPUs', () => {
  it('are each listed once, with the interfaces through which Cycles can use them', () => {
    const output =
      'Blender 4.2\nflamenco-devices:{"OPTIX":["RTX 4090","RTX 4090"],"CUDA":["RTX 4090","RTX 4090"],"HIP":["RX"]}\n';
    expect(gpuText(devicesIn(output) ?? {})).toBe('2 × RTX 4090 (OptiX, CUDA); RX (HIP)');
    expect(gpuText({})).toBe('none: Cycles renders on the processor');
    expect(devicesIn('Blender quit')).toBeUndefined();
    expect(devicesIn('flamenco-devices:{"OPTIX":')).toBeUndefined();
  });
});

describe('programs', () => {
  it('that are missing are a problem for a worker whose tasks need them, and a warning otherwise', async () => {
    const missing = '/nowhere/blender';
    const [found] = await checkBlender(await checkParts(), missing);
    expect(found).toMatchObject({
      level: 'problem',
      text: `${missing} was not found on this worker`,
      hint: expect.stringMatching(/variable/),
    });
    expect((await checkBlender(await checkParts(['misc']), missing))[0]).toMatchObject({ level: 'warning' });
    const without = { ...(await checkParts()), environment: { PATH: '/nowhere' } };
    expect(await checkFfmpeg(without, undefined)).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(/^ffmpeg was not found on this worker \(looked for on the search path/),
      hint: expect.stringMatching(/^Install it/),
    });
  });

  it('that are something else, or cannot run, are reported with their last output', async () => {
    const parts = await checkParts();
    const other = await program(parts.folder, 'other', 'echo hello');
    expect((await checkBlender(parts, other))[0]).toMatchObject({
      text: `${other} does not report its version: it is some other program`,
    });
    const broken = await program(parts.folder, 'broken', 'echo "libGL.so.1: not found" >&2; exit 127');
    expect((await checkBlender(parts, broken))[0]?.text).toBe(`${broken} cannot be started: libGL.so.1: not found`);
    await chmod(other, 0o644);
    expect((await checkBlender(parts, other))[0]).toMatchObject({ text: `${other} may not be run by this worker` });
  });

  it('say what add-ons have brought into Blender, if it tells', async () => {
    const parts = await checkParts();
    const has = {
      engines: ['CYCLES', 'LUXCORE'],
      add_ons: ['cycles', 'BlendLuxCore'],
      color_config: '/studio/aces.ocio',
    };
    const exe = await program(
      parts.folder,
      'blender',
      `test "$1" = --version && echo "Blender 5.1.2" && exit 0
       echo 'flamenco-devices:{}'; echo 'flamenco-blender:${JSON.stringify(has)}'`,
    );
    expect((await checkBlender(parts, exe))[0]).toMatchObject({ blender: { version: '5.1.2', ...has } });
    expect(equipmentIn('flamenco-blender:{"engines": [')).toBeUndefined();
    expect(equipmentIn('flamenco-blender:{"engines": 1}')).toBeUndefined();
  });

  it('that do not list their GPUs are a warning', async () => {
    const parts = await checkParts();
    const exe = await program(
      parts.folder,
      'blender',
      'test "$1" = --version && echo "Blender 4.2.1 LTS" && exit 0; exit 11',
    );
    expect(await checkBlender(parts, exe)).toEqual([
      { name: 'Blender', level: 'ok', text: `4.2.1 LTS (${exe})` },
      expect.objectContaining({ name: 'GPUs', level: 'warning', text: expect.stringContaining('exit code 11') }),
    ]);
  });
});

describe('the shared storage', () => {
  it('is written to and read, and nothing is left there', async () => {
    const folder = await temporaryFolder();
    expect(await checkStorage(folder)).toMatchObject({
      level: 'ok',
      text: expect.stringMatching(/readable and writable, .* GiB free$/),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is not mounted, is a file, or is not configured is reported as such', async () => {
    const folder = await temporaryFolder();
    const missing = path.join(folder, 'missing');
    expect(await checkStorage(missing)).toMatchObject({
      level: 'problem',
      text: `${missing} cannot be read: there is no such folder`,
      hint: expect.stringMatching(/Mount/),
    });
    await writeFile(missing, '');
    expect(await checkStorage(missing)).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(/it is not a folder/),
    });
    expect(await checkStorage('')).toMatchObject({ level: 'problem' });
    expect(await checkStorage(undefined)).toMatchObject({ level: 'warning' });
  });
});

it('little disk space and little memory are reported', () => {
  const gib = 1024 ** 3;
  expect([0.5, 5, 50].map((size) => diskItem('/tmp', size * gib).level)).toEqual(['problem', 'warning', 'ok']);
  expect([2, 64].map((size) => memoryItem(size * gib, gib).level)).toEqual(['warning', 'ok']);
  expect(diskItem('/tmp', 500 * gib).text).toBe('500 GiB free in /tmp');
});

describe('the whole check', () => {
  it('asks the manager for the programs and the storage of this platform', async () => {
    const manager = await ScriptedManager.start();
    const parts = await checkParts();
    const storage = path.join(parts.folder, 'jobs');
    await mkdir(storage);
    const blender = await program(
      parts.folder,
      'blender',
      `echo "Blender 4.2.1"; echo 'flamenco-devices:{"CUDA":["GTX"]}'`,
    );
    manager.script = ({ path: asked }) => {
      if (asked === '/api/v3/version')
        return { status: 200, body: { name: 'Farm', version: '9.9', shortversion: '9', git: '' } };
      if (asked.startsWith('/api/v3/configuration/variables/workers/'))
        return { status: 200, body: { blender: { value: blender, is_twoway: false } } };
      if (asked.startsWith('/api/v3/configuration/shared-storage/workers/'))
        return {
          status: 200,
          body: { location: storage, audience: 'workers', platform: 'linux', shamanEnabled: true },
        };
      return undefined;
    };
    const connection = new ManagerConnection(manager.url, '1.0');
    const items = await selfCheck({ ...parts, connection, managerUrl: manager.url });
    await manager.close();
    expect(items.map(({ name, level }) => [name, level]).slice(0, 4)).toEqual([
      ['Manager', 'ok'],
      ['Clock', 'ok'],
      ['Blender', 'ok'],
      ['GPUs', 'ok'],
    ]);
    expect(items.find((item) => item.name === 'Manager')?.text).toMatch(/^Farm 9\.9 at http.*answers in \d+ ms$/);
    expect(items.find((item) => item.name === 'GPUs')?.text).toBe('GTX (CUDA)');
    expect(items.find((item) => item.name === 'Shared storage')).toMatchObject({ level: 'ok' });
  });

  it('says what is wrong with a manager that does not answer, and checks the rest', async () => {
    const managerUrl = 'http://127.0.0.1:59999';
    const parts = { ...(await checkParts([])), environment: { PATH: '/nowhere' } };
    const items = await selfCheck({ ...parts, connection: new ManagerConnection(managerUrl, '1.0'), managerUrl });
    expect(items[0]).toMatchObject({ name: 'Manager', level: 'problem', text: expect.stringContaining(managerUrl) });
    expect(items.map((item) => item.name)).toEqual([
      'Manager',
      'Blender',
      'FFmpeg',
      'Shared storage',
      'Disk',
      'Memory',
      'Processor',
    ]);
  });

  it('is in the log of the worker: which programs it runs, and what is missing', async () => {
    const parts = await checkParts();
    const exe = await program(parts.folder, 'blender', 'echo "Blender 4.2.1"');
    const lines: Record<string, unknown>[] = [];
    const logger = pino({}, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
    const client = { sendCheck: () => Promise.resolve({ kind: 'ok' as const, body: undefined }) };
    await sendCheck({ ...parts, environment: { PATH: parts.folder }, client, logger });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 30, check: 'Blender', msg: `4.2.1 (${exe}, on the search path)` }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 40,
        check: 'FFmpeg',
        result: 'problem',
        msg: expect.stringMatching(/^ffmpeg was not found/),
      }),
    );
  });

  it('is printed as a table, with a hint below each item that needs attention', () => {
    const table = checkTable([
      { name: 'Blender', level: 'ok', text: '4.2' },
      { name: 'Clock', level: 'warning', text: '30 s ahead', hint: 'Use NTP.' },
      { name: 'Disk', level: 'problem', text: 'full', hint: 'Make room.' },
    ]);
    expect(table).toBe(
      [
        '✓ Blender  4.2',
        '! Clock    30 s ahead',
        '           → Use NTP.',
        '✗ Disk     full',
        '           → Make room.',
        '',
        '1 problem, 1 warning.',
        '',
      ].join('\n'),
    );
    expect(checkTable([{ name: 'Disk', level: 'ok', text: 'x' }])).toContain('This machine is ready to render.');
  });
});
