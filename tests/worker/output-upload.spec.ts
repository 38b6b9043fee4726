import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { OutputUpload } from '#worker/output-upload.ts';
import { FAST } from './support/fast-timing.ts';
import { farmParts } from './support/farm-parts.ts';

const TASK = '5f0c6a5e-65f2-4c0b-9f0e-0a5a0d7b1c01';
const OUTPUT = `/task/${TASK}/output-produced`;

describe('uploading what was rendered', () => {
  it.each([
    ['frame.PNG', 'image/png'],
    ['frame.jpg', 'image/jpeg'],
  ])('sends %s unchanged as %s', async (name, type) => {
    const { manager, uploads, home } = await farmParts();
    const file = path.join(home, name);
    await writeFile(file, 'the very bytes');
    uploads.offer(TASK, file);
    await uploads.settled(5_000);
    const [call] = manager.to(OUTPUT);
    expect(call?.headers).toMatchObject({ 'content-type': type, 'content-length': '14' });
    expect(call?.bytes.toString()).toBe('the very bytes');
  });

  it('skips formats that cannot be shown without a warning, and files that are not there with one', async () => {
    const { manager, client, stop, home } = await farmParts();
    const warnings: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) });
    const uploads = new OutputUpload(client, FAST, logger, stop.signal);
    await writeFile(path.join(home, 'odd.tif'), 'not an image');
    for (const name of ['frame.exr', 'odd.tif']) {
      uploads.offer(TASK, path.join(home, name));
      await uploads.settled(5_000);
    }
    expect(warnings).toEqual([]);
    uploads.offer(TASK, path.join(home, 'missing.png'));
    await uploads.settled(5_000);
    expect(warnings).toEqual([expect.stringContaining('output could not be read for upload')]);
    expect(manager.calls).toEqual([]);
  });

  it('keeps only the newest waiting image while another is being sent', async () => {
    const { manager, uploads, home } = await farmParts();
    const files = ['a.png', 'b.png', 'c.png'].map((name) => path.join(home, name));
    for (const file of files) await writeFile(file, path.basename(file));
    for (const file of files) uploads.offer(TASK, file);
    await uploads.settled(5_000);
    expect(manager.to(OUTPUT).map((call) => call.bytes.toString())).toEqual(['a.png', 'c.png']);
  });

  it('offers an image again to a manager that is full', async () => {
    const { manager, uploads, home } = await farmParts();
    const file = path.join(home, 'a.png');
    await writeFile(file, 'x');
    manager.script = () => (manager.to(OUTPUT).length < 2 ? { status: 429 } : undefined);
    uploads.offer(TASK, file);
    await uploads.settled(5_000);
    expect(manager.to(OUTPUT).map((call) => call.status)).toEqual([429, 429, 202]);
    manager.script = () => ({ status: 429 });
    uploads.offer(TASK, file);
    await uploads.settled(5_000);
    expect(manager.to(OUTPUT)).toHaveLength(3 + 5);
  });

  it('carries on after the manager refuses an image or drops the connection', async () => {
    const { manager, uploads, home } = await farmParts();
    const file = path.join(home, 'a.png');
    await writeFile(file, 'x');
    for (const answer of [{ status: 503 }, 'drop'] as const) {
      manager.script = () => answer;
      uploads.offer(TASK, file);
      await uploads.settled(5_000);
    }
    manager.script = () => undefined;
    uploads.offer(TASK, file);
    await uploads.settled(5_000);
    expect(manager.to(OUTPUT).map((call) => call.status)).toEqual([503, 0, 202]);
  });
});
