import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { findStudioPlugins } from '#server/plugins/studio-plugins.ts';
import { whyJob } from '#server/scheduler/why/job-why.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { nextName, wakeWorker } from '#tests/support/farm-story.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

/** The text of a plugin; `more` are further parts. */
const text = (id: string, more = '') => `export default ({ definePlugin, z }) => definePlugin({
  manifest: { id: '${id}', name: 'N', version: '2.0.0', requires: [], description: 'For this spec.' },
  config: z.object({}),
  start: () => null,
  ${more}
});`;

describe("a studio's own plugins", () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco-studio-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function put(id: string, content: string, file = 'plugin.mjs'): Promise<void> {
    await mkdir(join(home, 'plugins', id), { recursive: true });
    await writeFile(join(home, 'plugins', id, file), content);
  }
  const find = (limitMs?: number) => findStudioPlugins({ home, taken: ['shaman'], ...(limitMs ? { limitMs } : {}) });

  it('do not exist as long as there is no folder for them', async () => {
    expect(await find()).toEqual([]);
  });

  it('may be written in TypeScript, which Node runs directly', async () => {
    await put('typed', text('typed').replace('({ definePlugin, z })', '({ definePlugin, z }: any)'), 'plugin.ts');
    // In a process of its own: the test runner would compile it.
    const finder = JSON.stringify(pathToFileURL(join(PROJECT_ROOT, 'server/plugins/studio-plugins.ts')).href);
    const script = `const { findStudioPlugins } = await import(${finder});
      const [found] = await findStudioPlugins({ home: ${JSON.stringify(home)}, taken: [] });
      console.log(found.error ?? found.plugin.manifest.version);`;
    expect(await execa(process.execPath, ['--input-type=module', '--eval', script])).toMatchObject({ stdout: '2.0.0' });
  });

  it('are found in folders next to the configuration', async () => {
    await put('in-mjs', text('in-mjs'));
    await put('in-js', text('in-js'), 'plugin.js');
    expect((await find()).map(({ id, plugin, error }) => [id, plugin?.manifest.version, error])).toEqual([
      ['in-js', '2.0.0', undefined],
      ['in-mjs', '2.0.0', undefined],
    ]);
  });

  it('are read again if they have changed', async () => {
    await put('young', text('young'));
    expect((await find())[0]?.plugin?.manifest.version).toBe('2.0.0');
    await put('young', text('young').replace('2.0.0', '2.0.1'));
    expect((await find())[0]?.plugin?.manifest.version).toBe('2.0.1');
  });

  const BROKEN: readonly [string, string, RegExp][] = [
    ['syntax', 'export default (', /./],
    ['throws', 'throw new Error("no such library");', /^no such library$/],
    ['throws-later', 'export default () => { throw new Error("not today"); };', /^not today$/],
    ['nothing', 'export const plugin = 1;', /must have a function as its default export/],
    ['no-plugin', 'export default () => ({ id: "no-plugin" });', /must return what flamenco.definePlugin made/],
    ['other-name', text('elsewhere'), /its manifest has the id "elsewhere"/],
    ['shaman', text('shaman'), /there is a built-in plugin "shaman"/],
    ['Capitals', text('Capitals'), /lower-case letters, digits/],
    ['tables', text('tables', 'entities: [{}],'), /for built-in plugins/],
    ['events', text('events', 'events: { "job.changed": z.any() },'), /begin with "events\."/],
    ['endless', 'await new Promise(() => undefined);', /did not load in time/],
  ];
  it.each(BROKEN)('that are broken say why: %s', async (id, content, complaint) => {
    await put(id, content);
    const [found] = await find(id === 'endless' ? 50 : undefined);
    expect(found).toMatchObject({ id });
    expect(found?.plugin).toBeUndefined();
    expect(found?.error).toMatchObject({ message: expect.stringMatching(complaint) });
  });

  it('that lack a file say which one', async () => {
    await mkdir(join(home, 'plugins', 'empty'), { recursive: true });
    expect(await find()).toMatchObject([
      { id: 'empty', error: { message: expect.stringMatching(/none of these files: plugin\.ts, /) } },
    ]);
  });

  describe('on a farm', () => {
    let manager: TestManager;
    let now: number;
    const more: PluginRoute[] = [];
    beforeEach(async () => {
      now = new Date(2026, 0, 5, 12).getTime();
      manager = await startTestManager({ more, farm: { clock: { now: () => now } } });
    });
    afterEach(() => manager.stop());

    it('that are broken are reported, and the others run', async () => {
      await put('broken', 'throw new Error("no such library");');
      await put(
        'greedy',
        text('greedy', 'routes: () => [{ path: "/api/v3/jobs", action: "jobs.read", answer() {} }],'),
      );
      await put('slow', text('slow').replace('start: () => null', 'start: () => new Promise(() => undefined)'));
      await put('fine', text('fine'));
      const host = createPluginHost({ farm: manager.farm, plugins: [], found: await find(), limitMs: 50 });
      await host.start();
      expect(host.statuses().map(({ id, origin, state, error }) => [id, origin, state, error?.message])).toEqual([
        ['broken', 'studio', 'failed', 'no such library'],
        ['fine', 'studio', 'running', undefined],
        ['greedy', 'studio', 'failed', 'its paths must begin with "/plugins/greedy/"; "/api/v3/jobs" does not'],
        ['slow', 'studio', 'failed', 'did not start within 50 ms'],
      ]);
      expect(host.routes()).toEqual([]);
      expect(manager.logLines.filter((line) => line.includes('no such library'))).toHaveLength(1);
      await host.stop();
    });

    it('work as the example in the documentation promises', async () => {
      const [, example = ''] =
        /```js\n(.*?)```/s.exec(await readFile(join(PROJECT_ROOT, 'docs/plugins.md'), 'utf8')) ?? [];
      await put('night-shift', example);
      const { farm } = manager;
      const host = createPluginHost({ farm, plugins: [], found: await find() });
      await host.start();
      more.push(...host.routes());
      expect(host.statuses()).toMatchObject([{ id: 'night-shift', state: 'running' }]);
      const told: string[] = [];
      farm.events.listen((events) => told.push(...events.map(({ type }) => type)));
      const anna = await wakeWorker(farm, 'anna', ['blender']);
      const job = await submitJob(farm, SOMEBODY, {
        name: 'Shot',
        type: 'simple-blender-render',
        priority: 50,
        submitter_platform: 'linux',
        settings: {
          blendfile: '/a.blend',
          frames: '1-2',
          chunk_size: 1,
          render_output_root: '/out',
          render_output_path: '/out/######',
          add_path_components: 0,
          fps: 24,
          format: 'PNG',
          image_file_extension: '.png',
        },
      });
      expect(await nextName(farm, anna)).toBe('nothing');
      const why = 'Tasks of type "blender" are handed out at night.';
      expect((await whyJob(farm, job.id)).types[0]).toMatchObject({
        blocked_by: [{ rule: 'night-shift-at-night', why }],
      });
      await expect.poll(() => told).toContain('night-shift.job-waits');
      const state = async () => (await fetch(`${manager.url}/plugins/night-shift/state`)).json();
      expect(await state()).toEqual({ night: false });
      now = new Date(2026, 0, 5, 22).getTime();
      expect(await state()).toEqual({ night: true });
      expect(await nextName(farm, anna)).not.toBe('nothing');
      await host.stop();
    });
  });
});
