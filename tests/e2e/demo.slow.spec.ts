import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { countVideoFrames } from '#tests/support/count-video-frames.ts';

const run = promisify(execFile);

describe('the demo', () => {
  it('renders 24 frames and a video, says where they are, and stops its farm by itself', async () => {
    const { stdout } = await run(process.execPath, ['scripts/launch.mjs', 'scripts/demo/main.ts'], {
      cwd: PROJECT_ROOT,
    });
    const video = /^ {2}Video {3}(.+\.mp4)$/m.exec(stdout)?.[1] ?? '';
    expect(await countVideoFrames(video)).toBe(24);
    expect((await readdir(dirname(video))).filter((name) => name.endsWith('.png'))).toHaveLength(24);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0] ?? '';
    await expect(fetch(`${address}/readyz`)).rejects.toThrow('fetch failed');
  });
});
