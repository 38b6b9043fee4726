import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openAccess } from '#server/access/access.ts';
import { workerCaller } from '#server/access/caller.ts';
import { POLICY } from '#server/access/policy.ts';
import { FarmError } from '#server/domain/errors.ts';
import { createLogger } from '#server/logging/logger.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import type { RequestContext } from '#server/trpc/context.ts';
import { createCallerFactory, procedureFor, type ProcedureMeta, router, workerProcedure } from '#server/trpc/init.ts';
import { farmErrorOf } from '#server/trpc/translate-error.ts';
import { ANYBODY, SOMEBODY, asWorker } from '#tests/support/actors.ts';

const logLines: string[] = [];
const base = {
  access: openAccess,
  requestId: 'r-7',
  remoteAddress: '',
  logger: createLogger({ level: 'error', terminal: false, write: (line) => void logLines.push(line) }),
} as const;
const OPEN = { ...base, caller: ANYBODY, actor: SOMEBODY } as unknown as RequestContext;
const WORKER = {
  ...base,
  caller: workerCaller({ actor: asWorker('w-1'), provedNext: null, isNewSecretWanted: false }),
  actor: asWorker('w-1'),
} as unknown as RequestContext;

const trial = router({
  add: procedureFor('jobs.read')
    .input(z.object({ ids: z.array(z.object({ n: z.int() })), limit: z.int().max(10) }))
    .query(({ input }) => input.ids.length),
  refuse: procedureFor('workers.change').mutation(() => {
    throw new FarmError('impossible-change', { message: 'inner', userMessage: 'The job is done.' });
  }),
  break: procedureFor('jobs.read').query(() => {
    throw new Error('password=secret');
  }),
  work: workerProcedure('work.do').query(({ ctx }) => ctx.worker.id),
  forWorkers: procedureFor('work.do').query(() => 'done'),
});
const call = createCallerFactory(trial);

async function refusal(run: Promise<unknown>): Promise<TRPCError> {
  const error = await run.catch((caught: unknown) => caught);
  if (!(error instanceof TRPCError)) throw new Error('it was not refused');
  return error;
}

describe('procedure ladder', () => {
  test('every procedure of the web pages names an action of the policy', () => {
    const procedures = Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { meta?: ProcedureMeta } }>,
    );
    expect(procedures.length).toBeGreaterThan(10);
    for (const [path, procedure] of procedures)
      expect(POLICY, path).toHaveProperty([procedure._def.meta?.action ?? '']);
  });

  test('a refusal carries the code and a message for people', async () => {
    const error = await refusal(call(OPEN).refuse());
    expect(error).toMatchObject({ code: 'UNPROCESSABLE_CONTENT', message: 'The job is done.' });
    expect(farmErrorOf(error)?.code).toBe('impossible-change');
  });

  test('a bad input is refused with the names of the fields and what is wrong with them', async () => {
    const error = await refusal(call(OPEN).add({ ids: [{ n: 1 }, { n: 1.5 }], limit: 11 }));
    expect(error.code).toBe('BAD_REQUEST');
    expect(error.message).toMatch(/^ids\[1\]\.n: must be a whole number; limit: must be at most 10$/);
  });

  test('a bug is answered with 500, reveals nothing, and is logged with the request', async () => {
    const error = await refusal(call(OPEN).break());
    expect(farmErrorOf(error)).toBeUndefined();
    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    expect(logLines.at(-1)).toContain('procedure failed unexpectedly');
    const shape = trial._def._config.errorFormatter({
      error,
      type: 'query',
      path: 'break',
      input: undefined,
      ctx: OPEN,
      shape: {
        message: error.message,
        code: -32603,
        data: { code: error.code, httpStatus: 500, path: 'break', stack: 'secret' },
      },
    });
    expect(shape.data).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      httpStatus: 500,
      path: 'break',
      error: 'internal',
      requestId: 'r-7',
    });
    expect(shape.message).toContain('r-7');
    expect(JSON.stringify(shape)).not.toContain('secret');
  });

  test('only workers with credentials can do work', async () => {
    expect(await call(WORKER).work()).toBe('w-1');
    expect((await refusal(call(OPEN).work())).code).toBe('FORBIDDEN');
    expect((await refusal(call(OPEN).forWorkers())).message).toContain('work.do');
  });
});
