import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { lockHome } from '#worker/home-lock.ts';
import { install, type Installation } from '#worker/install/install.ts';
import { requestFile } from '#worker/requests/request-files.ts';
import type { SystemTool } from '#worker/install/system-tools.ts';
import { TASK_NAME, workerTask } from '#worker/install/worker-task.ts';
import { writeWholeWith } from '#worker/install/write-whole.ts';
import { until } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SID = 'S-1-5-21-1-2-3-1001';
const ANN = { session: 1, sid: SID, account: String.raw`STUDIO\ann` };

interface Machine {
  /** Which calls of Windows' tools fail, by how they begin. */
  readonly fails?: readonly string[];
  /** What the Task Scheduler has; that of an installed worker unless given. */
  readonly task?: string;
  readonly systemRoot?: string;
  readonly request?: Partial<Installation['request']>;
  readonly write?: Installation['write'];
  readonly registrationSecret?: string;
}

/** A task of version 1 in a folder. */
function taskText(sid: string, dir: string): string {
  const facts = { managerUrl: 'http://farm', sid, node: `${dir}/node/a/node.exe`, version: `${dir}/versions/1` };
  return windowsTaskXml(workerTask({ ...facts, home: `${dir}/home`, systemRoot: '/windows', release: '10.0.22631' }));
}

/** A folder of Windows in which the task is there, whether or not it can be read. */
async function windowsWithTask(): Promise<string> {
  const systemRoot = await temporaryFolder();
  await mkdir(path.join(systemRoot, 'System32', 'Tasks', TASK_NAME), { recursive: true });
  return systemRoot;
}

/** A folder with the installed version `1`, if `service` is not undefined, and the unpacked version `2`. */
async function aFolder(service?: boolean) {
  const dir = await temporaryFolder();
  const place = (...parts: string[]) => path.join(dir, ...parts);
  for (const folder of ['home', 'node/a', 'versions/1', 'versions/2']) await mkdir(place(folder), { recursive: true });
  await writeFile(place('node/a/node.exe'), '');
  if (service !== undefined) {
    const installed = { node: place('node/a/node.exe'), version: place('versions/1'), service };
    await writeFile(place('installed.json'), JSON.stringify(installed));
    await writeFile(place('flamenco-worker.cmd'), 'of version 1');
  }
  return { dir, place };
}

async function installInto(dir: string, { fails = [], request = {}, task: theTask, ...more }: Machine = {}) {
  const calls: string[] = [];
  const said: string[] = [];
  let task = theTask ?? (existsSync(path.join(dir, 'installed.json')) ? taskText(SID, dir) : undefined);
  const run = async (tool: SystemTool, args: readonly string[]) => {
    const call = [tool, ...args].join(' ');
    calls.push(call.replaceAll(dir, 'DIR'));
    if (fails.some((each) => call.startsWith(each))) return { ok: false, said: 'Access is denied.' };
    if (call.startsWith('schtasks /Query')) return { ok: task !== undefined, said: task ?? '' };
    if (call.startsWith('schtasks /Create')) task = await readFile(args[args.indexOf('/XML') + 1] ?? '', 'utf16le');
    if (call.startsWith('schtasks /Delete')) task = undefined;
    return { ok: true, said: '' };
  };
  const installing = install({
    request: {
      dir,
      managerUrl: 'http://farm:8080',
      node: path.join(dir, 'node', 'a', 'node.exe'),
      version: path.join(dir, 'versions', '2'),
      name: null,
      tags: [],
      service: false,
      account: ANN.account,
      sid: SID,
      isElevated: false,
      session: 1,
      desktops: [ANN],
      ...request,
    },
    registrationSecret: undefined,
    run,
    write: writeWholeWith(),
    systemRoot: '/windows',
    release: '10.0.22631',
    say: (line) => void said.push(line),
    patience: { asked: 2_000, killed: 300, started: 0, stayed: 0 },
    ...more,
  });
  const error = await installing.then(
    () => undefined,
    (problem: unknown) => problem as Error,
  );
  const steps = calls
    .map((call) => call.split(' ').slice(0, 2).join(' '))
    .filter((call) => call.startsWith('schtasks'));
  return { calls, steps, said: said.join('\n'), error, task };
}

describe('a worker on Windows', () => {
  it('is installed with its task, its settings and its secret, closed to other accounts', async () => {
    const { dir, place } = await aFolder();
    const registrationSecret = 'the-secret-of-this-farm';
    const { error, calls, steps, said } = await installInto(dir, { request: { service: true }, registrationSecret });
    expect(error).toBeUndefined();
    expect(steps).toEqual(['schtasks /Query', 'schtasks /Create', 'schtasks /Run', 'schtasks /Query']);
    const closed = `/inheritance:r /grant:r *${SID}:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F /Q`;
    expect(calls.filter((call) => call.startsWith('icacls'))).toEqual(
      ['home', 'versions', 'node'].map((folder) => `icacls DIR/${folder} ${closed}`),
    );
    expect(calls.join('\n')).not.toContain('the-secret');
    expect(await readFile(place('home', 'registration-secret'), 'utf8')).toBe('the-secret-of-this-farm\n');
    const xml = await readFile(place('versions', '2', 'task.xml'), 'utf16le');
    expect(xml).toContain(`--headless ${place('node/a/node.exe')} ${place('versions/2/worker/supervisor/main.ts')} `);
    expect(said).toContain(`Its log: ${place('home', 'flamenco-worker.log')}`);
  });

  it('without a task is only installed', async () => {
    const { dir, place } = await aFolder();
    const { steps, said } = await installInto(dir);
    expect(new Set(steps)).toEqual(new Set(['schtasks /Query']));
    expect(said).toBe(`Installed. Start the worker with: "${place('flamenco-worker.cmd')}"`);
    expect(JSON.parse(await readFile(place('installed.json'), 'utf8'))).toMatchObject({ service: false });
  });

  it('is brought up to date by the same steps, and what is out of use is removed', async () => {
    const { dir, place } = await aFolder(true);
    await mkdir(place('node', 'older'));
    const { steps } = await installInto(dir);
    expect(steps).toEqual(['/Query', '/Create', '/End', '/Run', '/Query'].map((verb) => `schtasks ${verb}`));
    expect([await readdir(place('versions')), await readdir(place('node'))]).toEqual([['2'], ['a']]);
    expect(await readFile(place('flamenco-worker.cmd'), 'utf8')).toContain('%~dp0');
  });

  it('that was stopped is asked, and its task ended, before anything is replaced', async () => {
    const { dir, place } = await aFolder(true);
    // Stands for a worker; it is gone as soon as it is asked.
    const lock = lockHome(place('home'), pino({ level: 'silent' }));
    const asked = until(() => existsSync(requestFile(place('home'), 'stop')), 'it is asked').then(() => lock.release());
    const { error, calls } = await installInto(dir);
    await asked;
    expect(error).toBeUndefined();
    expect(calls.filter((call) => call.startsWith('taskkill'))).toEqual([]);
  });

  it('that does not listen is ended by force, and if even that fails, everything stays as it was', async () => {
    const { dir, place } = await aFolder(true);
    await writeFile(place('versions/1/task.xml'), taskText(SID, dir), 'utf16le');
    const lock = lockHome(place('home'), pino({ level: 'silent' }));
    const { error, calls, steps } = await installInto(dir);
    lock.release();
    expect(calls).toContain(`taskkill /PID ${process.pid} /T /F`);
    expect(error?.message).toMatch(/\(process \d+\) does not stop: end it in the Task Manager/);
    expect(steps).toEqual(['/Query', '/Create', '/End', '/Create', '/Run'].map((verb) => `schtasks ${verb}`));
    expect(calls.findLast((call) => call.startsWith('schtasks /Create'))).toContain('DIR/versions/1/task.xml');
    expect(await readFile(place('flamenco-worker.cmd'), 'utf8')).toBe('of version 1');
    expect(existsSync(place('versions', '1'))).toBe(true);
  });

  it('from before there was a folder per version is taken over', async () => {
    const { dir, place } = await aFolder();
    await mkdir(place('worker'));
    const { steps } = await installInto(dir, { request: { service: true } });
    expect(steps).toEqual(['schtasks /Query', 'schtasks /Create', 'schtasks /Run', 'schtasks /Query']);
    expect(existsSync(place('worker'))).toBe(false);
  });

  it('keeps the version that it has, and runs on, if the Task Scheduler does not take the new one', async () => {
    const { dir, place } = await aFolder(true);
    const { error, steps } = await installInto(dir, { fails: ['schtasks /Create'] });
    expect(error?.message).toContain(
      'the Task Scheduler does not take the task "Flamenco-NG Worker": Access is denied.',
    );
    expect(steps).toEqual(['schtasks /Query', 'schtasks /Create', 'schtasks /Run']);
    expect(await readFile(place('flamenco-worker.cmd'), 'utf8')).toBe('of version 1');
    expect(existsSync(place('versions', '1'))).toBe(true);
    expect(JSON.parse(await readFile(place('installed.json'), 'utf8'))).toMatchObject({ version: place('versions/1') });
  });

  it('is updated although a virus scanner holds its files for a while', async () => {
    const { dir } = await aFolder(true);
    const { rename } = await import('node:fs/promises');
    let failures = 9;
    const slow: typeof rename = async (from, to) => {
      if (failures-- > 0) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      await rename(from, to);
    };
    const { error, steps } = await installInto(dir, {
      write: writeWholeWith({ platform: 'win32', rename: slow, wait: async () => undefined }),
    });
    expect([error, failures < 0, steps.at(-2)]).toEqual([undefined, true, 'schtasks /Run']);
  });

  it('loses no version and is started if its launcher can never be replaced', async () => {
    const { dir, place } = await aFolder(true);
    const { rename } = await import('node:fs/promises');
    const stuck: typeof rename = async (from, to) => {
      if (String(to).endsWith('.cmd')) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
      await rename(from, to);
    };
    const { error, steps } = await installInto(dir, {
      write: writeWholeWith({ platform: 'win32', rename: stuck, wait: async () => undefined }),
    });
    expect([error?.message, steps.at(-1)]).toEqual(['EBUSY', 'schtasks /Run']);
    expect((await readdir(place('versions'))).toSorted()).toEqual(['1', '2']);
    expect(await readFile(place('flamenco-worker.cmd'), 'utf8')).toBe('of version 1');
  });

  it('goes on undisturbed if its folder cannot be closed to other accounts', async () => {
    const { dir, place } = await aFolder(true);
    const { error, steps } = await installInto(dir, { fails: ['icacls'], registrationSecret: 'secret' });
    expect(error?.message).toMatch(
      /home cannot be closed to the other accounts of this machine \(Access is denied\.\)/,
    );
    expect(steps).toEqual(['schtasks /Query']);
    expect(existsSync(place('home', 'registration-secret'))).toBe(false);
  });

  it.each(['is known to be a service', 'is not known to be none, as its installed.json is broken'])(
    'stays as it is if Windows does not show its task, and it %s',
    async (known) => {
      const { dir, place } = await aFolder(true);
      if (known.includes('broken')) await writeFile(place('installed.json'), '{');
      const fails = ['schtasks /Query'];
      const { error, calls } = await installInto(dir, { fails, systemRoot: await windowsWithTask() });
      expect(error?.message).toContain('run it elevated, as last time');
      expect(calls).toEqual(['schtasks /Query /TN Flamenco-NG Worker /XML']);
      expect((await readdir(place('versions'))).toSorted()).toEqual(['1', '2']);
    },
  );

  it('loses no version while Windows does not show a task, which may run it', async () => {
    const { dir, place } = await aFolder(false);
    const { error } = await installInto(dir, { fails: ['schtasks /Query'], systemRoot: await windowsWithTask() });
    expect(error).toBeUndefined();
    expect((await readdir(place('versions'))).toSorted()).toEqual(['1', '2']);
  });

  it('is found to be a service by its task, whatever its files say', async () => {
    const { dir, place } = await aFolder(false);
    expect((await installInto(dir)).steps).toContain('schtasks /Run');
    expect(JSON.parse(await readFile(place('installed.json'), 'utf8'))).toMatchObject({ service: true });
  });

  it.each([
    ['another account', 'S-1-5-21-9', '', /as another account \(S-1-5-21-9\): run this as that account/],
    ['another folder', SID, '-2', /runs a worker in another folder, as S-1-5-21-1-2-3-1001: remove that worker first/],
  ])('takes no task from %s', async (_whose, sid, suffix, says) => {
    const { dir } = await aFolder();
    const task = taskText(sid, `${dir}${suffix}`);
    const { error, steps } = await installInto(dir, { task, request: { service: true } });
    expect([error?.message, steps]).toEqual([expect.stringMatching(says), ['schtasks /Query']]);
    const plain = await installInto(dir, { task });
    expect([plain.error, new Set(plain.steps)]).toEqual([undefined, new Set(['schtasks /Query'])]);
  });

  it('loses no version that the task of another account runs', async () => {
    const { dir, place } = await aFolder(false);
    await installInto(dir, { task: taskText('S-1-5-21-9', dir) });
    expect((await readdir(place('versions'))).toSorted()).toEqual(['1', '2']);
  });

  it('leaves no task behind if it cannot be installed', async () => {
    const { dir, place } = await aFolder();
    const lock = lockHome(place('home'), pino({ level: 'silent' }));
    const { error, steps } = await installInto(dir, { request: { service: true } });
    lock.release();
    expect([error?.message, steps.at(-1)]).toEqual([expect.stringContaining('does not stop'), 'schtasks /Delete']);
  });

  it.each(['S-1-5-18', 'S-1-5-19', 'S-1-5-20'])('is no service of %s, which never logs on', async (sid) => {
    const { dir } = await aFolder();
    const { error } = await installInto(dir, { request: { service: true, sid } });
    expect(error?.message).toContain('run this as the account that is to render, or without -Service');
  });

  it('that is installed over SSH starts when its account logs on', async () => {
    const { dir } = await aFolder();
    const { error, said } = await installInto(dir, { request: { service: true, session: 0, desktops: [] } });
    expect(error).toBeUndefined();
    expect(said).toMatch(/The worker starts as soon as STUDIO\\ann logs on to this machine/);
  });

  it('warns of an administrator who installs on the desktop of somebody else', async () => {
    const { dir } = await aFolder();
    const request = { service: true, isElevated: true, sid: 'S-1-5-21-9', account: String.raw`R7\admin` };
    expect((await installInto(dir, { request })).said).toMatch(
      /^WARNING: This window runs as R7\\admin, but STUDIO\\ann/,
    );
  });
});
