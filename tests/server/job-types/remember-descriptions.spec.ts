import { beforeEach, describe, expect, it } from 'vitest';
import { rememberDescriptions } from '#server/job-types/remember-descriptions.ts';
import type { Descriptions } from '#server/job-types/remember-descriptions.ts';
import type { ScriptFailure } from '#server/job-types/sandbox/messages.ts';
import type { Sandbox } from '#server/job-types/sandbox/sandbox.ts';
import { pauseAfter } from '#server/job-types/try-again.ts';

const FILE = { name: 'mine', file: '/scripts/mine.js', source: 'x', warnings: [] };
const FINE = { ok: true as const, parts: ['{"label":"Mine"}', 'true'] };
const failed = (kind: ScriptFailure['kind']) => ({ ok: false as const, failure: { kind, text: kind } });

describe('what the manager remembers of a script', () => {
  let now: number;
  let answer: Awaited<ReturnType<Sandbox['evaluate']>>;
  let runs: number;
  let descriptions: Descriptions;
  const describeIt = async (source = 'x', patient = true): Promise<string> => {
    const { result } = await descriptions.describe(FILE, { mine: source }, { patient });
    return 'label' in result ? result.label : result.kind;
  };
  const askOften = async (): Promise<void> => {
    for (let ask = 0; ask < 5; ask++) await describeIt();
  };

  beforeEach(() => {
    now = 1000;
    runs = 0;
    const sandbox: Sandbox = {
      evaluate() {
        runs++;
        return Promise.resolve(answer);
      },
      warmUp() {},
      close() {},
    };
    descriptions = rememberDescriptions(sandbox, { now: () => now });
  });

  it('is what it described, until its source changes', async () => {
    answer = FINE;
    await askOften();
    expect(runs).toBe(1);
    await describeIt('y');
    expect(runs).toBe(2);
  });

  it('is its own failure, which would be the same again', async () => {
    answer = failed('script');
    await askOften();
    now += 1e9;
    await askOften();
    expect(runs).toBe(1);
  });

  it.each(['time', 'memory', 'crash'] as const)(
    'is not that it ran into a limit (%s): it is tried again',
    async (kind) => {
      answer = failed(kind);
      expect(await describeIt()).toBe(kind);
      answer = FINE;
      expect(await describeIt()).toBe('Mine');
      now += 1e9;
      await askOften();
      expect(runs).toBe(2);
    },
  );

  it('lets a script that fails again and again rest for longer each time', async () => {
    answer = failed('time');
    await askOften();
    expect(runs).toBe(2);
    for (const [pause, expected] of [
      [9_999, 2],
      [1, 3],
      [19_999, 3],
      [1, 4],
    ] as const) {
      now += pause;
      await askOften();
      expect(runs).toBe(expected);
    }
    expect([1, 2, 3, 4, 5, 20].map(pauseAfter)).toEqual([0, 10_000, 20_000, 40_000, 80_000, 300_000]);
  });

  it('is answered at once to a list while such a script is tried again', async () => {
    answer = failed('time');
    await askOften();
    now += 10_000;
    answer = FINE;
    expect(await describeIt('x', false)).toBe('time');
    expect(await describeIt()).toBe('Mine');
    expect(await describeIt('x', false)).toBe('Mine');
    expect(runs).toBe(3);
  });

  it('is found out once for all who ask at the same time', async () => {
    answer = FINE;
    expect(await Promise.all([describeIt(), describeIt(), describeIt()])).toEqual(['Mine', 'Mine', 'Mine']);
    expect(runs).toBe(1);
  });
});
