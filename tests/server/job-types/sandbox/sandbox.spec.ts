import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxReply, SandboxRequest } from '#server/job-types/sandbox/messages.ts';
import { createSandbox } from '#server/job-types/sandbox/sandbox.ts';
import type { Sandbox } from '#server/job-types/sandbox/sandbox.ts';

const LOOPS = 'for (;;);';
const WORKS = '';

/** A job named `name` of a job type that does `body`. */
function requestFor(script: string, body: string, name = 'sc010'): SandboxRequest {
  return {
    script,
    sources: { [script]: `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) { ${body} }` },
    platform: 'linux',
    cwd: '/',
    timeZone: 'UTC',
    job: {
      id: '2f1e1f0c-1f0b-4f9f-8f5c-0d4f3f1b2a1c',
      name,
      type: script,
      priority: 50,
      status: 'queued',
      created: '2026-06-01T10:20:30.500Z',
      settings: {},
      metadata: {},
      shamanCheckoutID: '',
      workerTag: '',
    },
  };
}

describe('the sandbox', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  it('compiles the jobs of others while a script runs into its time limit again and again', async () => {
    sandbox = createSandbox({ limits: { cpuTimeMs: 1500 } });
    const ended: string[] = [];
    const submit = async (script: string, body: string, caller: string): Promise<SandboxReply> => {
      const reply = await sandbox.evaluate(requestFor(script, body), { caller });
      ended.push(script);
      return reply;
    };
    const slow = ['ann', 'bob', 'cid'].map((caller) => submit('slow', LOOPS, caller));
    const others = ['dot', 'eve', 'fay'].map((caller) => submit('quick', WORKS, caller));
    expect(await Promise.all(others)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    await slow[0];
    expect(ended.slice(0, 3)).toEqual(['quick', 'quick', 'quick']);
    expect(await slow[0]).toMatchObject({ ok: false, failure: { kind: 'time' } });
  });

  it('refuses jobs of a script for which too many wait, and still takes those of others', async () => {
    sandbox = createSandbox();
    const submissions = Array.from({ length: 300 }, () => sandbox.evaluate(requestFor('slow', LOOPS)));
    const refused = submissions.map((reply) => reply.then(() => undefined).catch((error: unknown) => error));
    expect(await Promise.race(refused)).toMatchObject({
      code: 'busy',
      message: expect.stringContaining('200 of them with the job type "slow"'),
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect(await sandbox.evaluate(requestFor('quick', WORKS))).toMatchObject({ ok: true });
  });

  it('tells those who wait for a script at once when it turns out to be slow', async () => {
    sandbox = createSandbox({ limits: { cpuTimeMs: 600 } });
    const submissions = Array.from({ length: 20 }, () => sandbox.evaluate(requestFor('slow', LOOPS)));
    const settled = Promise.allSettled(submissions);
    expect(await submissions[0]).toMatchObject({ failure: { kind: 'time' } });
    await expect(submissions.at(-1)).rejects.toMatchObject({ code: 'busy' });
    sandbox.close();
    expect((await settled).filter(({ status }) => status === 'rejected')).toHaveLength(8);
  });

  it('starts a process when there is something to do, and ends it when it has been idle', async () => {
    const counts: number[] = [];
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    sandbox = createSandbox({
      idleMs: 1,
      onChildren: (children) => {
        counts.push(children);
        if (children === 0) resolve();
      },
    });
    expect(counts).toEqual([]);
    expect(await sandbox.evaluate(requestFor('quick', WORKS))).toMatchObject({ ok: true });
    await ended;
    expect(counts).toEqual([1, 0]);
    expect(await sandbox.evaluate(requestFor('quick', WORKS))).toMatchObject({ ok: true });
  });

  it('uses the same process again, and never more than it may have', async () => {
    const counts: number[] = [];
    sandbox = createSandbox({ children: 2, onChildren: (children) => void counts.push(children) });
    for (let job = 0; job < 3; job++) await sandbox.evaluate(requestFor('quick', WORKS));
    expect(counts).toEqual([1]);
    await Promise.all(['a', 'b', 'c', 'd'].map((script) => sandbox.evaluate(requestFor(script, WORKS))));
    expect(counts).toEqual([1, 2]);
  });

  it('says what was being done when a script was stopped', async () => {
    sandbox = createSandbox({ limits: { cpuTimeMs: 1000 } });
    const { job, ...listing } = requestFor('slow', LOOPS, 'sc020');
    const sources = { slow: LOOPS };
    expect(await sandbox.evaluate({ ...listing, job, sources })).toMatchObject({
      failure: {
        text: 'compiling the job "sc020" was stopped because the script ran for more than 1 s of processor time',
      },
    });
    expect(await sandbox.evaluate({ ...listing, sources })).toMatchObject({
      failure: {
        text: 'listing this job type, for which its top level runs, was stopped because the script ran for more than 1 s of processor time',
      },
    });
  });

  it('forgets the jobs of a caller who left, also the one that runs', async () => {
    sandbox = createSandbox({ children: 1 });
    const left = new AbortController();
    const jobs = ['a', 'b', 'c'].map((script) =>
      sandbox.evaluate(requestFor(script, LOOPS), { caller: 'ann', signal: left.signal }),
    );
    const settled = Promise.allSettled(jobs);
    const other = sandbox.evaluate(requestFor('quick', WORKS), { caller: 'bob' });
    left.abort();
    for (const result of await settled)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'client-left' } });
    expect(await other).toMatchObject({ ok: true });
    await expect(sandbox.evaluate(requestFor('a', WORKS), { signal: left.signal })).rejects.toMatchObject({
      code: 'client-left',
    });
  });

  it('has a place for everybody: whoever has most jobs waiting gives one up', async () => {
    sandbox = createSandbox();
    const many = Array.from({ length: 200 + 2 }, () =>
      sandbox.evaluate(requestFor('a', LOOPS), { caller: 'ann' }).catch((error: unknown) => error),
    );
    const others = ['bob', 'cid'].map((caller) => sandbox.evaluate(requestFor('a', WORKS), { caller }));
    expect(await Promise.all(others)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await many.at(-1)).toMatchObject({ code: 'busy' });
    sandbox.close();
  });

  it.each([
    ['deeply nested settings', 3500],
    ['settings that no copy can be made of', 200_000],
  ])('answers at once that a job cannot be handed to a script: %s', async (_, levels) => {
    sandbox = createSandbox({ children: 1 });
    const request = requestFor('quick', WORKS);
    const { job } = request;
    let deep: unknown[] = [];
    for (let level = 0; level < levels; level++) deep = [deep];
    const settings = { deep };
    const refused = await sandbox.evaluate({ ...request, ...(job ? { job: { ...job, settings } } : {}) });
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'script', text: expect.stringMatching(/nested|stack/) },
    });
    expect(await sandbox.evaluate(request)).toMatchObject({ ok: true });
  });

  it('fails what still waits when it is closed', async () => {
    sandbox = createSandbox({ children: 1 });
    const replies = ['a', 'b', 'c'].map((script) => sandbox.evaluate(requestFor(script, LOOPS)));
    sandbox.close();
    for (const reply of await Promise.all(replies)) expect(reply).toMatchObject({ failure: { kind: 'crash' } });
    expect(await sandbox.evaluate(requestFor('a', WORKS))).toMatchObject({ ok: false });
  });
});
