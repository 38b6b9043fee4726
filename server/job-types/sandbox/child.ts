import { evaluate } from './evaluate.ts';
import { readGuestProgram } from './guest-program.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { ChildMessage, EvaluateMessage, PrintLevel } from './messages.ts';
import { prepareIsolate } from './prepared-isolate.ts';
import type { PreparedIsolate } from './prepared-isolate.ts';
import { residentMegabytes } from './watch-use.ts';

/**
 * The process that scripts run in: no other code of the farm is loaded here, and it may die at any time.
 * It holds no secrets and ends with the manager. Started by sandbox-child.ts, by way of load-child.ts.
 */
process.on('disconnect', () => process.exit());
// Ctrl+C reaches the whole process group, but the manager decides when to stop.
process.on('SIGINT', () => {});

/** What this process may keep while it waits for its next script; not all that a script once took is given back. */
const MOST_MEGABYTES_AT_REST = 300;

const program = await readGuestProgram();
/** For the next request; the one after that gets another. */
let next = prepareIsolate(program, DEFAULT_LIMITS.memoryMegabytes);

process.on('message', (message: EvaluateMessage) => {
  void answer(message);
});
tell({ kind: 'ready' });

async function answer({ request, limits }: EvaluateMessage): Promise<void> {
  const report = (level: PrintLevel, text: string): void => tell({ kind: 'printed', level, text });
  const reply = await evaluate(takeIsolate(limits.memoryMegabytes, request.timeZone), request, limits, report);
  for (const json of reply.ok ? reply.parts : []) tell({ kind: 'part', json });
  const last = (!reply.ok && reply.failure.kind !== 'script') || residentMegabytes() > MOST_MEGABYTES_AT_REST;
  tell({ kind: 'done', ...(reply.ok ? {} : { failure: reply.failure }), last });
  if (!last) next = prepareIsolate(program, limits.memoryMegabytes);
}

/** The prepared isolate, unless it was made for another time zone or another limit. */
function takeIsolate(memoryMegabytes: number, timeZone: string): PreparedIsolate {
  const isInZone = timeZone === (process.env['TZ'] ?? '');
  if (isInZone && next.memoryMegabytes === memoryMegabytes) return next;
  next.isolate.dispose();
  if (!isInZone) showTimeZone(timeZone);
  return prepareIsolate(program, memoryMegabytes);
}

/** Isolates take the zone of their process, which Node follows when this variable changes. */
function showTimeZone(timeZone: string): void {
  if (timeZone === '') delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
}

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}
