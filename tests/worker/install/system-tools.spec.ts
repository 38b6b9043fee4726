import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { systemTools } from '#worker/install/system-tools.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a program of Windows', needs('programs that begin with #!', process.platform !== 'win32'), () => {
  it.each([
    ['ERROR: Access is denied.', 1, 'ERROR: Access is denied.'],
    // "verweigert für" in code page 850
    ['Zugriff verweigert f\\201r', 1, 'exit code 1: most likely, this account may not do that'],
    ['f\\201r', 87, 'exit code 87'],
    ['', 3, 'exit code 3'],
  ])('that says %j and ends with %d gives a reason that can be read', async (text, code, said) => {
    const root = await temporaryFolder();
    await mkdir(path.join(root, 'System32'));
    const script = `#!/bin/sh\nprintf '${text}'\nexit ${code}\n`;
    await writeFile(path.join(root, 'System32', 'schtasks.exe'), script, { mode: 0o755 });
    expect(await systemTools(root)('schtasks', ['/Query'])).toEqual({ ok: false, said });
  });
});
