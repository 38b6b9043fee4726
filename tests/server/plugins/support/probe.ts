import { z } from 'zod';
import { setting } from '#server/config/declaration/setting.ts';
import type { Actor } from '#server/contracts/actor.ts';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { procedureFor } from '#server/trpc/init.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';

declare module '#server/contracts/event.ts' {
  interface FarmEvents {
    'probe.counted': { readonly count: number };
  }
}

const PICTURES = { base: '/pictures', suffixes: ['large.jpg'] };

/** A plugin that does nothing useful, but uses everything that a plugin can have. */
export const probe = definePlugin({
  manifest: { id: 'probe', name: 'Probe', version: '1.0.0', requires: [], description: 'For specs.' },
  config: z.object({
    step: setting(z.int().min(1), { default: 1, description: 'By how much it counts.' }),
    password: setting(z.string(), { default: '', description: 'Of nothing.', secret: true }),
  }),
  events: { 'probe.counted': z.object({ count: z.int() }) },
  start(context) {
    const { step } = context.config;
    const heard: number[] = [];
    const kept: string[] = [];
    const held = new Set<string>();
    let count = 0;
    return {
      heard,
      kept,
      /** Workers that get no tasks. */
      held,
      count: () => count,
      async countOn(payload?: { count: number }): Promise<void> {
        await context.transaction(async (tx) => {
          count += step;
          tx.emit('probe.counted', payload ?? { count });
          return Promise.resolve();
        });
      },
      async pretendDeletion(jobId: string): Promise<void> {
        await context.transaction(async (tx) => {
          tx.emit('manager.life-cycle', { type: 'manager-startup' }, jobId);
          return Promise.resolve();
        });
      },
      async keep(jobId: string, by?: Actor): Promise<void> {
        const useCases = by ? context.useCasesBy(by) : context.useCases;
        await useCases.setJob(jobId, { keep: true });
      },
    };
  },
  provides: {
    pictures: () => ({
      offer: () => true,
      ofJobs: (ids) => Promise.resolve(new Map(ids.map((id) => [id, PICTURES]))),
      newest: () => Promise.resolve(undefined),
    }),
    uploads: () => ({ requireCheckout: () => Promise.resolve(), removeCheckout: () => Promise.resolve(true) }),
    sleep: () => ({ prescribedStatus: () => Promise.resolve('asleep') }),
    addOn: () => ({ url: '/plugins/probe/add-on.zip' }),
  },
  eligibility: (api) => [
    {
      name: 'not-held',
      about: 'worker',
      allows: ({ worker }) => !api.held.has(worker.id),
      why: ({ worker }) => `The probe holds worker ${worker.name}.`,
      unblock: 'Let the probe loose.',
    },
  ],
  subscriptions: {
    'probe.counted': (event, api) => Promise.resolve(void api.heard.push(event.payload.count)),
    'job.changed': (event, api) => {
      if (event.payload.job.keep) api.kept.push(event.payload.job.id);
      return Promise.resolve();
    },
  },
  routes: (api) => [
    {
      path: '/plugins/probe/count',
      action: 'farm.configure',
      answer: () => ({ type: 'text/plain', body: String(api().count()) }),
    },
  ],
  web: (running) => ({
    count: procedureFor('farm.read')
      .output(z.int())
      .query(({ ctx }) => running(ctx).count()),
  }),
  v3: (running) => ({
    fetchProbeCount: v3Procedure('farm.read', {
      operationId: 'fetchProbeCount',
      method: 'GET',
      path: '/api/v3/probe',
      tag: 'meta',
      summary: 'How far the probe has counted.',
      responses: { 200: z.int() },
    }).query(({ ctx }) => ({ code: 200, body: running(ctx).count() })),
  }),
});
