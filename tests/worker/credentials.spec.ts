import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyIdentityAside, loadIdentity, removeIdentity, saveIdentity } from '#worker/credentials.ts';
import { failing, recordedWaits } from '../support/held-files.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const identity = (workerId: string) => ({
  credentials: { workerId, secret: 'secret-1' },
  manager: { url: 'http://m' },
});
const held = () => ({ platform: 'win32' as const, rename: failing(100, 'EPERM'), wait: recordedWaits().wait });

async function aFile() {
  const home = await temporaryFolder();
  return { home, file: path.join(home, 'credentials.yaml') };
}

describe('the identity of a worker', () => {
  it('is not lost when another program holds the file: the next start finds the newer one beside it', async () => {
    const { file } = await aFile();
    await saveIdentity(file, identity('old'));
    expect(await saveIdentity(file, identity('new'), held())).toBe(`${file}~`);
    expect((await loadIdentity(file))?.credentials.workerId).toBe('new');
  });

  it('is the old one while a new one is only half written', async () => {
    const { file } = await aFile();
    await saveIdentity(file, identity('old'));
    await writeFile(`${file}~`, 'worker_id: new\nworker_secret: sec');
    expect((await loadIdentity(file))?.credentials.workerId).toBe('old');
  });

  it('moves to its place with the next save, after which nothing is beside it', async () => {
    const { home, file } = await aFile();
    await saveIdentity(file, identity('one'), held());
    expect(await saveIdentity(file, identity('two'))).toBe(file);
    expect([await readdir(home), (await loadIdentity(file))?.credentials.workerId]).toEqual([
      ['credentials.yaml'],
      'two',
    ]);
  });

  it('is kept under a name of its own before it goes out of use, wherever it was', async () => {
    const { home, file } = await aFile();
    await saveIdentity(file, identity('one'), held());
    const aside = await copyIdentityAside(file);
    await removeIdentity(file);
    expect([await readdir(home), await loadIdentity(file)]).toEqual([['credentials-one.yaml'], undefined]);
    expect(await loadIdentity(aside ?? '')).toEqual(identity('one'));
    await rm(aside ?? '');
    expect(await copyIdentityAside(file)).toBeUndefined();
  });
});
