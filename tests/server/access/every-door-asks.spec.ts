import type { AnyProcedure } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Access, openAccess } from '#server/access/access.ts';
import { POLICY } from '#server/access/policy.ts';
import type { Farm } from '#server/farm/farm.ts';
import { auditRoutes } from '#server/http/audit-routes.ts';
import { kernelRoutes } from '#server/http/kernel-routes.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import type { ProcedureMeta } from '#server/trpc/init.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';
import { ANYBODY } from '#tests/support/actors.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let denies = false;
const access: Access = {
  mode: 'accounts',
  identify: (headers, facts) => (denies ? { ...ANYBODY, roles: new Set() } : openAccess.identify(headers, facts)),
};

const KERNEL = [
  ...kernelRoutes({ localStorage: '', openApi: () => '', isReady: () => true }),
  ...auditRoutes({} as Farm),
];
/** Routes of plugins that are not running, which would be the answer if the caller got past the check. */
const OF_PLUGINS = INSTALLED_PLUGINS.flatMap((plugin) => plugin.routes({} as Farm));

interface Declared {
  readonly name: string;
  readonly type: string;
  readonly meta: ProcedureMeta;
}

function declaredIn(router: { readonly _def: { readonly procedures: object } }): Declared[] {
  return Object.entries(router._def.procedures as Record<string, AnyProcedure>).map(([name, { _def }]) => ({
    name,
    type: _def.type,
    meta: _def.meta as ProcedureMeta,
  }));
}

describe('a caller without any rights is refused before anything happens', () => {
  let manager: TestManager;
  beforeAll(async () => {
    manager = await startTestManager({
      access,
      webRouter: appRouter,
      more: OF_PLUGINS,
      pages: (_request, response) => writeAnswer(response, { status: 200, body: 'a page' }),
    });
    denies = true;
  });
  afterAll(() => manager.stop());

  test.each([...KERNEL, ...OF_PLUGINS, { path: '/app/jobs', action: 'pages.open' as const }])(
    'by the route $path, which needs $action',
    async ({ path, action }) => {
      const answer = await rawRequest(manager.url + path, { method: 'GET' });
      expect(answer.headers['content-type']).toBe('application/json');
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        403,
        { code: 403, message: expect.stringContaining(`"${action}"`) },
      ]);
    },
  );

  test.each(declaredIn(v3Router))('by the operation $name, which needs $meta.action', async ({ meta }) => {
    const path = (meta.openapi?.path ?? '').replaceAll(/\{\w+\}/g, 'x');
    // No operation accepts this body: it is not even looked at.
    const headers = { 'content-type': 'text/nonsense', 'content-length': '1' };
    const answer = await rawRequest(manager.url + path, { method: meta.openapi?.method ?? '', headers, body: 'x' });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      403,
      {
        code: 403,
        message: expect.stringContaining(meta.action === 'work.do' ? 'worker id and secret' : `"${meta.action}"`),
      },
    ]);
  });

  test.each(declaredIn(appRouter))('by the procedure $name, which needs $meta.action', async ({ name, type, meta }) => {
    const post = type === 'mutation';
    const answer = await fetch(`${manager.url}/api/trpc/${name}`, {
      method: post ? 'POST' : 'GET',
      ...(post ? { headers: { 'Content-Type': 'application/json' }, body: '{}' } : {}),
    });
    const told = await answer.text();
    expect(told).toContain(`the right \\"${meta.action}\\"`);
    expect(told).toContain('"httpStatus":403');
  });
});

test('a route without an action does not compile', () => {
  // @ts-expect-error: `action` is missing
  const route: PluginRoute = { path: '/metrics', answer: () => ({ type: 'text/plain', body: '' }) };
  expect(route).not.toHaveProperty('action');
});

test('every procedure names an action of the policy', () => {
  const declared = [...declaredIn(v3Router), ...declaredIn(appRouter)];
  expect(declared.length).toBeGreaterThan(100);
  for (const { name, meta } of declared) expect(POLICY, name).toHaveProperty([meta.action]);
});

test('every action of the policy is used somewhere', () => {
  const named = new Set<string>([...declaredIn(v3Router), ...declaredIn(appRouter)].map(({ meta }) => meta.action));
  for (const { action } of [...KERNEL, ...OF_PLUGINS]) named.add(action);
  expect(Object.keys(POLICY).filter((action) => !named.has(action))).toEqual([]);
});
