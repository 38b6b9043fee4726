import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProgram, type Program } from '#scripts/farm/program.ts';
import { TestClient } from '#tests/support/test-client.ts';

let home = '';
let manager: Program | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'flamenco manager '));
});
afterEach(async () => {
  await manager?.stop();
  await rm(home, { recursive: true });
});

const file = () => join(home, 'flamenco-manager.yaml');
const database = () => join(home, 'flamenco-manager.sqlite');

function run(...options: string[]): Program {
  const log = join(home, 'manager.log');
  writeFileSync(log, '');
  manager = startProgram('manager', 'server/main.ts', ['--home', home, ...options], log);
  return manager;
}

/** The address of the manager after it has started for the nth time. */
async function started(program: Program, times = 1): Promise<string> {
  for (;;) {
    const urls = [...program.tail(1000).matchAll(/"url":"([^"]+)".*"manager started"/g)].map((found) => found[1] ?? '');
    if (urls.length >= times) return urls.at(-1) ?? '';
    if (!program.isRunning()) throw new Error(`the manager ended\n${program.tail(50)}`);
    await wait(50);
  }
}

const setup = {
  storageLocation: '',
  blenderExecutable: { input: '', path: '', source: 'default', is_usable: true, cause: '' },
};

describe('a manager that is not set up yet', () => {
  test('starts again in the same process, at the same address, when the setup assistant has saved', async () => {
    await writeFile(file(), '_meta: {version: 3}\n');
    const program = run('--listen', '127.0.0.1:0');
    const url = await started(program);
    const client = new TestClient(url);
    expect(await client.get('/configuration')).toMatchObject({ isFirstRun: true, storageLocation: '' });
    const worker = await client.registeredWorker();
    const storageLocation = join(home, 'shared');
    const body = { ...setup, storageLocation };
    expect((await client.call('POST', '/configuration/setup-assistant', { body })).status).toBe(204);
    expect(await started(program, 2)).toBe(url);
    expect(await client.get('/configuration')).toMatchObject({ isFirstRun: false });
    expect(await client.get(`/worker-mgt/workers/${worker.id}`)).toMatchObject({ id: worker.id });
    await program.stop();
    expect(await program.ended).toBe('exit code 0');
  });

  test('is also one that was started with --setup-assistant, until it starts again', async () => {
    await writeFile(file(), `_meta: {version: 3}\nlisten: 127.0.0.1:0\nshared_storage_path: ${join(home, 'shared')}\n`);
    const program = run('-setup-assistant');
    const client = new TestClient(await started(program));
    expect(await client.get('/configuration')).toMatchObject({ isFirstRun: true });
    const body = { ...setup, storageLocation: join(home, 'shared') };
    await client.call('POST', '/configuration/setup-assistant', { body });
    await started(program, 2);
    expect(await client.get('/configuration')).toMatchObject({ isFirstRun: false });
  });
});

test('a manager tells of its start and of its end, each once, and so does one that starts again in its process', async () => {
  await writeFile(file(), `_meta: {version: 3}\nlisten: 127.0.0.1:0\nshared_storage_path: ${join(home, 'shared')}\n`);
  const program = run('-setup-assistant');
  const client = new TestClient(await started(program));
  const body = { ...setup, storageLocation: join(home, 'shared') };
  await client.call('POST', '/configuration/setup-assistant', { body });
  await started(program, 2);
  await program.stop();
  const reader = new BetterSqlite(database(), { readonly: true });
  const told = reader
    .prepare("select payload from events where type = 'manager.life-cycle' order by seq")
    .pluck()
    .all();
  reader.close();
  expect(told).toEqual(['startup', 'shutdown', 'startup', 'shutdown'].map((what) => `{"type":"manager-${what}"}`));
});

describe('a damaged database', () => {
  test('ends the manager at once with one line that names the file', async () => {
    await writeFile(database(), 'no database '.repeat(500));
    const program = run('--port', '0');
    expect(await program.ended).toBe('exit code 1');
    expect(program.tail(10)).toMatch(/^database .*flamenco-manager\.sqlite is damaged: file is not a database\. .*$/);
  });

  test('ends the running manager when the periodic check finds it', async () => {
    await writeFile(file(), '_meta: {version: 3}\nlisten: 127.0.0.1:0\ndatabase_check_period: 1s\n');
    const program = run();
    await started(program);
    const other = new BetterSqlite(database());
    other.pragma('foreign_keys = off');
    const names = (other.pragma('table_info(task_dependencies)') as { name: string }[]).map(({ name }) => name);
    other.exec(`insert into task_dependencies (${names.join()}) values (${names.map(() => "'nothing'").join()})`);
    other.close();
    expect(await program.ended).toBe('exit code 1');
    expect(program.tail(20)).toMatch(/"level":"fatal".*is damaged: row 1 of task_dependencies points at a missing row/);
  });
});

test('--write-config writes every setting and keeps comments; if the file cannot be written, it ends with exit code 1', async () => {
  await writeFile(file(), '# ours\n_meta: {version: 3}\ntask_timeout: 90s\n');
  expect(await run('-write-config').ended).toBe('exit code 0');
  const text = await readFile(file(), 'utf8');
  expect(text).toMatch(/^# ours\n[^]*\ntask_timeout: 1m30s\n[^]*\nworker_timeout: 1m0s\n/);
  await writeFile(file(), '_meta: {version: 3}\ntask_timeout: soon\n');
  const program = run('-write-config');
  expect(await program.ended).toBe('exit code 1');
  expect(program.tail(5)).toBe(
    'flamenco-manager.yaml, line 2: task_timeout: "soon" is not a duration like 90s or 10m0s',
  );
});
