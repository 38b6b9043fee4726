import { spawn } from 'node:child_process';
import type { AwakeCommand } from './awake-commands.ts';

export interface KeeperEnd {
  readonly reason: string;
  /** There is no such program on this machine. */
  readonly isMissing: boolean;
}

/** A running program that keeps the machine awake. */
export interface Keeper {
  /** Resolves when it has ended, or could not be started. Never rejects. */
  readonly ended: Promise<KeeperEnd>;
  end(): void;
}

export type StartKeeper = (command: AwakeCommand) => Keeper;

const LONGEST_REASON = 500;

/**
 * Starts it away from our terminal, so that Ctrl+C does not reach it and nothing asks for a password there. It keeps no
 * worker from ending.
 */
export const startKeeper: StartKeeper = ({ program, args, endsWithInput }) => {
  const child = spawn(program, args, {
    stdio: [endsWithInput ? 'pipe' : 'ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-LONGEST_REASON)));
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<KeeperEnd>((resolve) => {
    child.once('error', (error) =>
      resolve({ reason: error.message, isMissing: 'code' in error && error.code === 'ENOENT' }),
    );
    child.once('close', (code, signal) =>
      resolve({ reason: said.trim() || `it ended with ${signal ?? `exit code ${code}`}`, isMissing: false }),
    );
  });
  child.unref();
  for (const pipe of [child.stdin, child.stderr]) (pipe as { unref?(): void } | null)?.unref?.();
  return {
    ended,
    end: () => {
      child.stdin?.destroy();
      child.kill();
    },
  };
};
