import type { AnyProcedure } from '@trpc/server';
import { type Action, isOwned, POLICY, type Role } from '#server/access/policy.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';
import type { Farm } from '#server/farm/farm.ts';
import { auditRoutes } from '#server/http/audit-routes.ts';
import { kernelRoutes } from '#server/http/kernel-routes.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import type { About } from '#server/trpc/about.ts';
import type { ProcedureMeta } from '#server/trpc/init.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';

/** Whose a thing is: the caller's, another person's, or nobody's. */
export const WHOSE = ['own', 'other', 'nobody'] as const;
export type WhoseThing = (typeof WHOSE)[number];

/** Something that can be called, with the rule that it declares. */
export interface Entry {
  readonly door: 'operation' | 'procedure' | 'route';
  readonly name: string;
  readonly action: Action;
  /** What it changes of somebody's; absent when it does not matter whose. */
  readonly about?: Exclude<About, 'everything'>;
  readonly method: string;
  /** Of operations with `{parameters}`. */
  readonly path: string;
  readonly isStream: boolean;
  /** Only workers, by the credentials that they send; whoever sends others is refused as Flamenco 3 does. */
  readonly needsWorker: boolean;
}

/** All operations of `/api/v3`, all procedures of the pages, and all routes, of the kernel and of plugins. */
export const ENTRIES: readonly Entry[] = [
  ...proceduresOf(v3Router).map(([name, type, meta]) => entryOf('operation', name, type, meta)),
  ...proceduresOf(appRouter).map(([name, type, meta]) => entryOf('procedure', name, type, meta)),
  ...[
    ...kernelRoutes({ localStorage: '', openApi: () => '', isReady: () => true }),
    ...auditRoutes({} as Farm),
    ...routesOfPlugins(),
    { path: '/app/jobs', action: 'pages.open' as const },
    { path: '/_next/static/chunk.js', action: 'pages.open' as const },
  ].map(({ path, action }): Entry => ({
    door: 'route',
    name: path,
    action,
    method: 'GET',
    path,
    isStream: false,
    needsWorker: false,
  })),
];

/** The routes of all plugins, none of which is running. */
export function routesOfPlugins() {
  return INSTALLED_PLUGINS.flatMap((plugin) => plugin.routes({} as Farm));
}

/** Who calls, as far as rights are concerned. */
export interface Rights {
  readonly role: Role;
  /** All that a token was made for. */
  readonly actions?: readonly Action[];
}

/** What the table says; written apart from the code that is checked. */
export function isAllowed({ role, actions }: Rights, action: Action, whose: WhoseThing): boolean {
  const row: Readonly<Partial<Record<Role, 'own' | 'all'>>> = POLICY[action];
  // Nobody is worse off with a token than without one.
  if (row.stranger === 'all') return true;
  if (actions && !actions.includes(action)) return false;
  return row[role] === 'all' || (row[role] === 'own' && whose === 'own');
}

function proceduresOf(router: { readonly _def: { readonly procedures: object } }) {
  return Object.entries(router._def.procedures as Record<string, AnyProcedure>).map(
    ([name, { _def }]) => [name, _def.type, _def.meta as ProcedureMeta] as const,
  );
}

function entryOf(door: 'operation' | 'procedure', name: string, type: string, meta: ProcedureMeta): Entry {
  const { action, about, openapi } = meta;
  return {
    door,
    name,
    action,
    ...(about === undefined || about === 'everything' || !isOwned(action) ? {} : { about }),
    method: openapi?.method ?? (type === 'mutation' ? 'POST' : 'GET'),
    path: openapi?.path ?? `/api/trpc/${name}`,
    isStream: type === 'subscription',
    needsWorker: openapi?.protect === true,
  };
}
