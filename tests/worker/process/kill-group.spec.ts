import { describe, expect, it } from 'vitest';
import { killGroup } from '#worker/process/kill-group.ts';

interface Times {
  /** How long the leader of the group lives after SIGTERM and SIGKILL, in milliseconds. */
  readonly afterTerm?: number;
  readonly afterKill?: number;
  /** How long the others of the group live after SIGKILL. */
  readonly othersAfterKill?: number;
}

/** A process group on a clock of its own. */
function aGroup({ afterTerm = Infinity, afterKill = 0, othersAfterKill = 0 }: Times) {
  const signals: string[] = [];
  let now = 1_000;
  let leaderUntil = Infinity;
  let othersUntil = -Infinity;
  const killer = {
    signal: (_leader: number, signal: NodeJS.Signals | 0) => {
      const isAlive = now < Math.max(leaderUntil, othersUntil);
      if (signal !== 0) signals.push(signal);
      if (signal === 'SIGTERM') leaderUntil = Math.min(leaderUntil, now + afterTerm);
      if (signal === 'SIGKILL') leaderUntil = Math.min(leaderUntil, now + afterKill);
      if (signal === 'SIGKILL') othersUntil = now + othersAfterKill;
      return isAlive;
    },
    now: () => now,
    wait: (milliseconds: number) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const end = { graceMilliseconds: 2_000, hasEnded: () => now >= leaderUntil };
  return {
    signals,
    waited: () => now - 1_000,
    kill: (isShutdown = false) => killGroup(7, { ...end, isShutdown }, killer),
  };
}

describe('ending a process group', () => {
  it('is gentle as long as that works', async () => {
    const { kill, signals } = aGroup({ afterTerm: 1_900 });
    expect(await kill()).toBe(true);
    expect(signals).toEqual(['SIGTERM']);
  });

  it('waits for a killed program that needs long to give its memory back', async () => {
    const { kill, signals } = aGroup({ afterKill: 45_000 });
    expect(await kill()).toBe(true);
    expect(signals).toEqual(['SIGTERM', 'SIGKILL']);
  });

  it('gives up one that hangs in the kernel', async () => {
    const { kill, waited } = aGroup({ afterKill: Infinity });
    expect(await kill()).toBe(false);
    expect(waited()).toBe(62_000);
  });

  it('gives it up sooner if this worker is ending, which must sign off in time', async () => {
    const { kill, waited } = aGroup({ afterKill: Infinity });
    expect(await kill(true)).toBe(false);
    expect(waited()).toBe(12_000);
  });

  it('soon gives up what is left behind by one that has ended', async () => {
    const { kill, waited } = aGroup({ afterKill: 5_000, othersAfterKill: Infinity });
    expect(await kill()).toBe(false);
    expect(waited()).toBe(8_000);
  });
});
