import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestAddOn } from '#plugins/blender/newest-add-on.ts';
import { nextVersion } from '#plugins/blender/next-version.ts';
import type { Wheel } from '#plugins/blender/wheels.ts';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

describe('the version of an add-on that is new to the manager', () => {
  it.each<[string, [number, number], number, string | undefined, string]>([
    ['begins with that of the product and goes on by the clock', [0, 1], 90 * MINUTE, undefined, '0.1.90'],
    ['is above the previous one', [0, 1], 90 * MINUTE, '0.1.89', '0.1.90'],
    ['is above it even within the same minute', [0, 1], 90 * MINUTE, '0.1.90', '0.1.91'],
    ['is above it even if the clock was set back', [0, 1], 90 * MINUTE, '0.1.500', '0.1.501'],
    ['is above it even if an earlier product was installed again', [0, 1], 90 * MINUTE, '0.2.7', '0.2.8'],
    ['goes on by the clock with the next product', [1, 0], 90 * MINUTE, '0.9.500', '1.0.90'],
    ['is one even if the clock is before 2026', [0, 1], -MINUTE, undefined, '0.1.0'],
  ])('%s', (_rule, line, since, previous, version) => {
    expect(nextVersion(line, START + since, previous)).toBe(version);
  });
});

describe('the add-on that a manager serves', () => {
  let folder: string;
  let now: number;
  let wheels: Wheel[];
  let stamp: string;
  let timesRead: number;
  const use = (others: Wheel[]) => {
    wheels = others;
    stamp += '+';
  };
  const warnings: unknown[] = [];
  const start = (place = folder) =>
    newestAddOn({
      folder: place,
      clock: { now: () => now },
      logger: { warn: (...said: unknown[]) => void warnings.push(said) },
      wheels: () => {
        timesRead += 1;
        return Promise.resolve(wheels);
      },
      stamp: () => Promise.resolve(stamp),
    });
  const patch = (version: string) => Number(version.split('.')[2]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'add-on-'));
    now = START + 1000 * MINUTE;
    wheels = [];
    stamp = '';
    timesRead = 0;
    warnings.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps its version for as long as its files are the same, also after a restart', async () => {
    const { version } = await start()();
    now += 60 * MINUTE;
    expect((await start()()).version).toBe(version);
  });

  it('gets a greater version as soon as one of its files is another, and so when it goes back', async () => {
    const newest = start();
    const bare = await newest();
    use([{ name: 'some_library-1.0-py3-none-any.whl', bytes: new Uint8Array([1]) }]);
    const packed = await newest();
    use([]);
    const again = await newest();
    expect(patch(packed.version)).toBeGreaterThan(patch(bare.version));
    expect(patch(again.version)).toBeGreaterThan(patch(packed.version));
    expect((await start()()).version).toBe(again.version);
  });

  it('has one version for all who ask at the same time', async () => {
    const newest = start();
    const found = await Promise.all([newest(), newest(), newest()]);
    expect(new Set(found.map(({ version }) => version)).size).toBe(1);
  });

  it('is read and packed once, until one of its files is written to; the same again keeps its version', async () => {
    const newest = start();
    const first = await newest();
    expect((await newest()).zip).toBe(first.zip);
    expect(timesRead).toBe(1);
    use([]);
    expect(await newest()).toMatchObject({ version: first.version });
    await newest();
    expect(timesRead).toBe(2);
  });

  it('gets a greater version when the manager has lost what it remembered', async () => {
    const { version } = await start()();
    await writeFile(join(folder, 'add-on-version.json'), '{"version": 7');
    now += MINUTE;
    expect(patch((await start()()).version)).toBeGreaterThan(patch(version));
  });

  it('is served even if its version cannot be stored, with a warning', async () => {
    await writeFile(join(folder, 'file'), '');
    const { version } = await start(join(folder, 'file'))();
    expect(version).toMatch(/^\d+\.\d+\.1000$/);
    expect(warnings).toHaveLength(1);
  });
});
