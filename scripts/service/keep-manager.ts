import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { readableLine } from '#shared/readable-line.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import { LogFile } from '#system/log-file/log-file.ts';
import { keepRunning, type KeptProgram } from '#system/supervision/keep-running.ts';
import type { ProgramEnd } from '#system/supervision/restart-rule.ts';
import { nodeFlags } from '../launch/node-flags.mjs';
import { PROJECT_ROOT } from '../project-root.ts';
import { logFile, stopRequest } from './manager-service.ts';

/**
 * Keeps the manager of a home running where the system's own means are not enough: launchd bounds no log, and Windows'
 * Task Scheduler takes no exit code for a failure and ends programs without asking them. Started by the service:
 *
 *   node scripts/launch.mjs --prepared scripts/service/keep-manager.ts HOME
 *
 * It ends in order on SIGTERM, or when the file `flamenco-manager-asked-to-stop` appears in the home.
 */
const [home = ''] = process.argv.slice(2);
const LOOK_MS = 500;
const LAST_LINES_MS = 1_000;

const file = logFile(home, path);
await mkdir(path.dirname(file), { recursive: true });
const log = new LogFile(file);
const say = (line: string) => log.write(`${new Date().toISOString()} ${line}\n`);

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
const request = stopRequest(home, path);
// One from before was meant for another one; but not if it was left while our launcher prepared this start.
const asked = statSync(request, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (asked < Number(process.env['FLAMENCO_LAUNCHED_AT'] ?? Date.now())) await removeFirmly(request);
const look = setInterval(() => existsSync(request) && stop.abort(), LOOK_MS);

const wait = (milliseconds: number, signal: AbortSignal) =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
await keepRunning({ start: startManager, wait, now: () => performance.now(), tell }, stop.signal);
clearInterval(look);
await removeFirmly(request);
await log.close();
// A channel of a program that did not end well must not keep this one.
process.exit(0);

function tell({ code, because }: ProgramEnd, pause: number | undefined): void {
  if (pause === undefined) return;
  const end = because ?? `exit code ${String(code)}`;
  say(`the manager has ended (${end}); it is started again in ${pause / 1000} s`);
}

/** What the manager prints goes to the log, the last words of a crash of Node included. */
function startManager(): KeptProgram {
  const words = [...nodeFlags('server/main.ts'), path.join(PROJECT_ROOT, 'server', 'main.ts'), '--home', home];
  const manager = spawn(process.execPath, words, {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
    env: { ...process.env, FLAMENCO_KEEPER: '1' },
  });
  for (const input of [manager.stdout, manager.stderr])
    if (input) createInterface({ input }).on('line', (line) => log.write(`${readableLine(line, 'file').trimEnd()}\n`));
  const exit = once(manager, 'exit').then(
    ([code, signal]: (number | string | null)[]): ProgramEnd =>
      typeof code === 'number' ? { code } : { code: undefined, because: `it was killed (${String(signal)})` },
    (error: unknown): ProgramEnd => ({ code: undefined, because: `it could not be started: ${String(error)}` }),
  );
  // Its last lines may come after its end; but a program that it has started could hold its output open for ever.
  const allSaid = Promise.race([once(manager, 'close'), exit.then(() => delay(LAST_LINES_MS))]);
  const ended = exit.then(async (end) => {
    await allSaid.catch(() => undefined);
    return end;
  });
  // By a message, since Windows has no signals.
  return { ended, stop: () => void (manager.connected && manager.send('stop')) };
}
