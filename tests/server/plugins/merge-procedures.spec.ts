import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { openAccess } from '#server/access/access.ts';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { v3ProceduresOf, webProceduresOf } from '#server/plugins/merge-procedures.ts';
import { createCallerFactory, procedureFor, router } from '#server/trpc/init.ts';
import { ANYBODY } from '#tests/support/actors.ts';
import { startTestManager } from '#tests/support/test-manager.ts';
import { requestContext } from '#server/trpc/context.ts';

function plugin<const Id extends string, const Name extends string>(id: Id, operation: Name) {
  return definePlugin({
    manifest: { id, name: id, version: '1.0.0', requires: [], description: 'For this spec.' },
    config: z.strictObject({}),
    start: () => ({ answer: `${id} answers` }),
    v3: (running) =>
      ({ [operation]: procedureFor('farm.read').query(({ ctx }) => running(ctx).answer) }) as Record<
        Name,
        ReturnType<typeof answering>
      >,
    web: (running) => ({ ask: procedureFor('farm.read').query(({ ctx }) => running(ctx).answer) }),
  });
}
const answering = () => procedureFor('farm.read').query(() => '');

const silent = definePlugin({
  manifest: { id: 'silent', name: 'S', version: '1.0.0', requires: [], description: 'For this spec.' },
  config: z.strictObject({}),
  start: () => undefined,
});

test('the procedures of plugins are listed side by side, and are answered by the running plugin', async () => {
  const manager = await startTestManager();
  const plugins = [plugin('one', 'askOne'), silent, plugin('two', 'askTwo')] as const;
  const call = createCallerFactory(router({ ...v3ProceduresOf(plugins), ...webProceduresOf(plugins) }));
  const api = call(requestContext(manager.farm, openAccess, ANYBODY, { requestId: 'r', remoteAddress: '' }));
  await expect(api.askOne()).rejects.toThrow('the plugin one is not running on this manager');
  const running = await plugins[0].start(manager.farm, {});
  expect(await api.askOne()).toBe('one answers');
  expect(await api.one.ask()).toBe('one answers');
  await expect(api.two.ask()).rejects.toThrow('the plugin two is not running on this manager');
  await running.stop();
  await expect(api.askOne()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await manager.stop();
});

test('a plugin without procedures for the pages has no entry among them', () => {
  const merged = webProceduresOf([plugin('one', 'askOne'), silent]);
  expect(Object.keys(merged)).toEqual(['one']);
  expectTypeOf<keyof typeof merged>().toEqualTypeOf<'one'>();
});

test('two plugins cannot have operations with the same name', () => {
  expect(() => v3ProceduresOf([plugin('one', 'ask'), plugin('two', 'ask')])).toThrow(
    'two plugins have an operation named ask',
  );
});
