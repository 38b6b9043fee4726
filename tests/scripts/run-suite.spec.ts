import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSuite, type SuiteRun } from '#scripts/test/run-suite.ts';
import type { SuiteMessage } from '#scripts/test/suite-message.ts';

/** A suite in which a few tests pass, and everything else goes wrong in its own way. */
const SUITE = fileURLToPath(new URL('fixtures/suite', import.meta.url));

describe('a suite of the test command', () => {
  const messages: SuiteMessage[] = [];
  let run: SuiteRun;

  beforeAll(async () => {
    const { FORCE_COLOR: _colour, ...env } = process.env;
    const listen = (message: SuiteMessage) => void messages.push(message);
    run = await runSuite(['--root', SUITE], listen, { env: { ...env, NO_COLOR: '1' } });
  });

  it('says at once what failed and why, before the next file begins', () => {
    const told = messages.filter((message) => message.kind === 'failed');
    expect(told.map(({ title, why }) => `${title}: ${why.split('\n')[0]}`).toSorted()).toEqual([
      'broken.fixture.ts › a group that cannot be set up: Error: no farm today',
      "failing.fixture.ts › a worker › sleeps: AssertionError: expected 'awake' to be 'asleep' // Object.is equality",
      'outside of all tests: Error: nobody waited for this',
      'unreadable.fixture.ts: Error: cannot be loaded',
    ]);
    const failing = messages.filter((message) => 'path' in message && message.path === 'failing.fixture.ts');
    const places = [failing[0], told.find(({ title }) => title.startsWith('failing')), failing[1]];
    const order = places.map((message) => (message ? messages.indexOf(message) : -1));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('says how many files there are, and when each begins and ends', () => {
    expect(messages[0]).toEqual({ kind: 'started', files: 5 });
    for (const kind of ['file-started', 'file-ended'])
      expect(messages.filter((message) => message.kind === kind)).toHaveLength(5);
    expect(messages.at(-1)?.kind).toBe('ended');
  });

  it('fails for a test, a group that cannot be set up, a file that cannot be loaded, an error that nobody caught', () => {
    expect(run.code).toBe(1);
    expect(run.report?.failures).toHaveLength(5);
    expect(run.report?.failures).toEqual(
      expect.arrayContaining([
        'failing.fixture.ts › a worker › sleeps',
        'broken.fixture.ts › a group that cannot be set up',
        'unreadable.fixture.ts',
        'outside of all tests: nobody waited for this',
      ]),
    );
  });

  it('fails for a test that is left out without a reason', () => {
    expect(run.report?.failures).toContain(
      'failing.fixture.ts › a worker › is forgotten: was left out without a reason',
    );
  });

  it('names what a machine leaves out, and what it would need', () => {
    expect(run.report?.skipped.toSorted((a, b) => (a.test < b.test ? -1 : 1))).toEqual([
      { test: 'good.fixture.ts › a farm › renders on the moon', reason: 'a rocket' },
      { test: 'good.fixture.ts › a fleet › sails', reason: 'the sea' },
    ]);
  });

  it('counts what passed', () => {
    expect(run.report?.passed).toBe(3);
    expect(messages.filter(({ kind }) => kind === 'passed')).toHaveLength(3);
  });

  it('that does not even start leaves no report, and what it said', async () => {
    const none = await runSuite(['--config', 'there-is-no-such-config.ts'], () => undefined);
    expect(none).toMatchObject({ code: 1, report: undefined });
    expect(none.said).toContain('there-is-no-such-config.ts');
  });
});
