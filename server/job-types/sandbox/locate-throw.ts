import ivm from 'isolated-vm';
import { installGuest } from './guest-program.ts';
import type { GuestProgram } from './guest-program.ts';
import { createHostFunctions } from './host-functions.ts';
import type { SandboxLimits } from './limits.ts';
import type { SandboxReply, SandboxRequest, ScriptFailure } from './messages.ts';

interface Position {
  index: number;
  line: number;
  column: number;
}

/**
 * Where a script throws something that is not an error. Such a value does not know where it comes from, so the script
 * is run once more, silently and under the debugger, which does. The last throw is the one that ended the run.
 *
 * Only for a process that ends right after: isolates that had a debugger corrupt memory when they are disposed of
 * (isolated-vm 7.0.1: "Mutex corrupt" or a hang within a hundred runs), which is why this one never is.
 */
export async function locateThrow(
  program: GuestProgram,
  request: SandboxRequest,
  limits: SandboxLimits,
): Promise<SandboxReply> {
  const failure: ScriptFailure = { kind: 'script', text: '', script: request.script };
  const isolate = new ivm.Isolate({
    memoryLimit: limits.memoryMegabytes,
    inspector: true,
    onCatastrophicError: () => process.abort(),
  });
  const context = await isolate.createContext({ inspector: true });
  const run = await installGuest(isolate, context, program);
  const throws = watchThrows(isolate.createInspectorSession());
  const silent = [...createHostFunctions(limits, () => {}), new ivm.Callback(() => {})];
  await run
    .apply(undefined, [JSON.stringify(request), ...silent], { timeout: limits.wallTimeMs })
    .catch(() => undefined);
  const last = throws.at(-1);
  const script = last && Object.keys(request.sources)[last.index];
  return {
    ok: false,
    failure: last && script !== undefined ? { ...failure, script, line: last.line, column: last.column } : failure,
  };
}

/** The isolate tells that it pauses a moment before it listens; a single request to go on could come too early and be lost. */
const RESUME_EVERY_MS = 2;

/** Fills a list with the place in a script of each throw, as it happens. */
function watchThrows(session: ivm.InspectorSession): Position[] {
  const throws: Position[] = [];
  const scriptUrls = new Map<string, string>();
  let requests = 0;
  let resuming: NodeJS.Timeout | undefined;
  const send = (method: string, params?: object): void =>
    session.dispatchProtocolMessage(JSON.stringify({ id: ++requests, method, params }));
  session.onResponse = () => {};
  session.onNotification = (text) => {
    const { method, params } = JSON.parse(text) as DebuggerEvent;
    if (method === 'Debugger.scriptParsed') scriptUrls.set(params.scriptId, params.url);
    if (method === 'Debugger.resumed') clearInterval(resuming);
    if (method !== 'Debugger.paused') return;
    const position = params.callFrames
      .map(({ location }) => positionOf(location, scriptUrls.get(location.scriptId)))
      .find(Boolean);
    if (position) throws.push(position);
    clearInterval(resuming);
    resuming = setInterval(() => send('Debugger.resume'), RESUME_EVERY_MS);
  };
  send('Debugger.enable');
  send('Debugger.setPauseOnExceptions', { state: 'all' });
  return throws;
}

/** The debugger counts from 0, scripts begin one line below ours (see guest/script-loader.ts): the lines already fit. */
function positionOf({ lineNumber, columnNumber = 0 }: DebuggerLocation, url: string | undefined): Position | undefined {
  const script = /^script:(\d+)$/.exec(url ?? '');
  return script ? { index: Number(script[1]), line: lineNumber, column: columnNumber + 1 } : undefined;
}

interface DebuggerLocation {
  scriptId: string;
  lineNumber: number;
  columnNumber?: number;
}

interface DebuggerEvent {
  method: string;
  params: { scriptId: string; url: string; callFrames: Array<{ location: DebuggerLocation }> };
}
