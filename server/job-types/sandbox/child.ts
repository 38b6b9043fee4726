import { evaluate } from './evaluate.ts';
import { readGuestProgram } from './guest-program.ts';
import type { ChildMessage, EvaluateMessage, PrintLevel } from './messages.ts';

/**
 * The process that scripts run in: no other code of the farm is loaded here, and it may die at any time.
 * It holds no secrets and ends with the manager. Started by sandbox-child.ts.
 */
process.on('disconnect', () => process.exit());
// Ctrl+C reaches the whole process group, but the manager decides when to stop.
process.on('SIGINT', () => {});

const program = await readGuestProgram();

process.on('message', (message: EvaluateMessage) => {
  void answer(message);
});
tell({ kind: 'ready' });

async function answer({ request, limits }: EvaluateMessage): Promise<void> {
  showTimeZone(request.timeZone);
  const report = (level: PrintLevel, text: string): void => tell({ kind: 'printed', level, text });
  const reply = await evaluate(program, request, limits, report);
  if (!reply.ok) return tell({ kind: 'done', failure: reply.failure });
  for (const json of reply.parts) tell({ kind: 'part', json });
  tell({ kind: 'done' });
}

/** Isolates take the zone of their process, which Node follows when this variable changes. */
function showTimeZone(timeZone: string): void {
  if (timeZone === (process.env['TZ'] ?? '')) return;
  if (timeZone === '') delete process.env['TZ'];
  else process.env['TZ'] = timeZone;
}

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}
