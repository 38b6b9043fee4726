import { userInfo } from 'node:os';
import type { Actor } from '#server/contracts/actor.ts';

/** Whoever runs the command, by their account on this machine. */
export function terminalActor(): Actor {
  return { kind: 'terminal', id: accountName() };
}

/** Containers run programs as accounts that have a number and no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
