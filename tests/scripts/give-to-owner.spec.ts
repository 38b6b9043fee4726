import { chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { giveToOwner } from '#scripts/launch/give-to-owner.mjs';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

describe('what root installs in the project', needs('Linux, and to be root', isRoot), () => {
  it("belongs to the project's owner in the end", async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'node_modules', 'a'), { recursive: true });
    await writeFile(join(root, 'node_modules', 'a', 'index.js'), '');
    await writeFile(join(root, 'mine'), '');
    giveToOwner(root, ['node_modules', '.cache']);
    expect((await stat(join(root, 'node_modules', 'a'))).uid).toBe(0);
    await chown(root, 4321, 4322);
    giveToOwner(root, ['node_modules', '.cache']);
    expect(await stat(join(root, 'node_modules', 'a', 'index.js'))).toMatchObject({ uid: 4321, gid: 4322 });
    expect((await stat(join(root, 'mine'))).uid).toBe(0);
  });
});
