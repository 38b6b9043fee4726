import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowsTaskXml } from '#shared/services/windows-task.ts';
import { removeWorker } from '#worker/install/remove-worker.ts';
import { TASK_NAME, workerTask } from '#worker/install/worker-task.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** @param taskDir the folder of the worker that the task runs; undefined if it cannot be read */
async function removed(dir: string, taskDir: string | undefined, service: boolean) {
  const verbs: string[] = [];
  const systemRoot = path.join(dir, 'windows');
  await mkdir(path.join(systemRoot, 'System32', 'Tasks', TASK_NAME), { recursive: true });
  await mkdir(path.join(dir, 'home'));
  await writeFile(path.join(dir, 'installed.json'), JSON.stringify({ node: 'n', version: 'v', service }));
  const facts = {
    managerUrl: 'http://farm',
    sid: 'S-1-5-21-1',
    node: '/node',
    systemRoot: '/windows',
    release: '10.0.22631',
  };
  const task = workerTask({ ...facts, version: `${taskDir ?? ''}/versions/1`, home: `${taskDir ?? ''}/home` });
  const removing = removeWorker({
    dir,
    systemRoot,
    write: async () => undefined,
    run: async (_tool, [verb = '']) => {
      verbs.push(verb);
      return { ok: taskDir !== undefined, said: windowsTaskXml(task) };
    },
  });
  const error = await removing.then(
    () => undefined,
    (problem: unknown) => problem as Error,
  );
  return { verbs, error };
}

describe('a worker that is removed', () => {
  it('is removed with its task', async () => {
    const dir = await temporaryFolder();
    expect(await removed(dir, dir, true)).toEqual({ verbs: ['/Query', '/End', '/Delete'], error: undefined });
  });

  it('leaves the task to a worker in another folder', async () => {
    const dir = await temporaryFolder();
    expect(await removed(dir, `${dir}-2`, true)).toEqual({ verbs: ['/Query'], error: undefined });
  });

  it('stays if it may have a task that this account cannot see', async () => {
    const { verbs, error } = await removed(await temporaryFolder(), undefined, true);
    expect([verbs, error?.message]).toEqual([['/Query'], expect.stringContaining('run it elevated, as last time')]);
  });

  it('without a task is removed whatever this account cannot see', async () => {
    expect(await removed(await temporaryFolder(), undefined, false)).toEqual({ verbs: ['/Query'], error: undefined });
  });
});
