import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY = 50;
/**
 * Killed, a big program needs seconds to give its memory back; the next task needs that memory. But one that hangs in
 * the kernel (on a dead network share) may survive for hours, and we do not wait that long.
 */
export const DYING_TAKES_AT_MOST = 60_000;
/** When the worker ends, nothing is started after this one, and a service manager may give it 20 s for everything. */
const DYING_TAKES_AT_MOST_AT_THE_END = 10_000;
/** What a program left behind when it ended is not what takes up the memory. */
const LEFT_BEHIND_DIES_WITHIN = 1_000;

/** What signals process groups, and its clock; specs pass in others. */
export interface GroupKiller {
  /** False if there is no such group, or no longer. Never throws. */
  signal(leader: number, signal: NodeJS.Signals | 0): boolean;
  /** In milliseconds, from any beginning. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export interface GroupEnd {
  /** Between SIGTERM and SIGKILL. */
  readonly graceMilliseconds: number;
  /** Whether the leader of the group has ended; others of the group may be left. */
  hasEnded(): boolean;
  /** Whether this worker is ending, too. */
  readonly isShutdown?: boolean;
}

/**
 * Ends a process group of POSIX: SIGTERM, then SIGKILL if a member is left after the grace time.
 *
 * @param leader of the group, whose number it has.
 * @returns false if something of it could not be ended; nobody should wait for that.
 */
export async function killGroup(leader: number, end: GroupEnd, killer: GroupKiller = POSIX): Promise<boolean> {
  if (!killer.signal(leader, 'SIGTERM')) return true;
  const gentleUntil = killer.now() + end.graceMilliseconds;
  if (await isGone(leader, killer, () => killer.now() >= gentleUntil)) return true;
  killer.signal(leader, 'SIGKILL');
  let dyingUntil = killer.now() + (end.isShutdown === true ? DYING_TAKES_AT_MOST_AT_THE_END : DYING_TAKES_AT_MOST);
  return await isGone(leader, killer, () => {
    if (end.hasEnded()) dyingUntil = Math.min(dyingUntil, killer.now() + LEFT_BEHIND_DIES_WITHIN);
    return killer.now() >= dyingUntil;
  });
}

/** Whether the process group still has members. */
export function groupIsAlive(leader: number): boolean {
  return POSIX.signal(leader, 0);
}

/** Looks until the group is gone, or it is enough. */
async function isGone(leader: number, killer: GroupKiller, isEnough: () => boolean): Promise<boolean> {
  while (killer.signal(leader, 0)) {
    if (isEnough()) return false;
    await killer.wait(LOOK_EVERY);
  }
  return true;
}

const POSIX: GroupKiller = {
  signal: (leader, signal) => {
    try {
      return process.kill(-leader, signal);
    } catch {
      return false;
    }
  },
  now: () => performance.now(),
  wait: (milliseconds) => delay(milliseconds),
};
