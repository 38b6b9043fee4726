import ivm from 'isolated-vm';
import { messageOf } from '#shared/message-of.ts';
import { describeThrown } from './guest/failure.ts';
import type { GuestFailure } from './guest/failure.ts';
import { createHostFunctions } from './host-functions.ts';
import type { SandboxLimits } from './limits.ts';
import { MAKE_FEWER, OK_PREFIX } from './messages.ts';
import type { GuestStep, PrintLevel, SandboxReply, SandboxRequest, ScriptFailure } from './messages.ts';
import type { PreparedIsolate } from './prepared-isolate.ts';
import { memoryText, timeText } from './stop-texts.ts';
import { findSyntaxError } from './syntax-error.ts';

/**
 * Runs one request in an isolate that is disposed of at the end, so that nothing outlives a run.
 * Never rejects because of what a script does, as long as this process survives it.
 */
export async function evaluate(
  { isolate, run }: PreparedIsolate,
  request: SandboxRequest,
  limits: SandboxLimits,
  report: (level: PrintLevel, text: string) => void,
): Promise<SandboxReply> {
  const deadline = performance.now() + limits.wallTimeMs;
  const timeout = (): number => Math.max(1, Math.ceil(deadline - performance.now()));
  let added = 0;
  try {
    const syntaxError = await findSyntaxError(isolate, request.script, request.sources);
    if (syntaxError) return { ok: false, failure: syntaxError };
    const hostFunctions = createHostFunctions(limits, report);
    hostFunctions.push(new ivm.Callback((tasks: unknown) => (added = Number(tasks))));
    const steps: [GuestStep, ...unknown[]][] = [
      ['load', JSON.stringify(request), ...hostFunctions],
      ['compile'],
      ['finish'],
    ];
    let text = '';
    for (const step of steps)
      if (text === '') text = (await run.apply(undefined, step, { timeout: timeout() })) as string;
    if (text.startsWith(OK_PREFIX)) return { ok: true, parts: text.slice(OK_PREFIX.length).split('\n') };

    const failure = JSON.parse(text) as GuestFailure;
    const { unparsable } = failure;
    const unparsed = unparsable === undefined ? undefined : await findSyntaxError(isolate, unparsable, request.sources);
    return { ok: false, failure: unparsed ?? placed(failure, request) };
  } catch (error) {
    return {
      ok: false,
      failure: limitFailure(isolate, limits, request, error, added) ?? placed(describeThrown(error), request),
    };
  } finally {
    if (!isolate.isDisposed) isolate.dispose();
  }
}

function placed({ text, at }: GuestFailure, request: SandboxRequest): ScriptFailure {
  const script = at && Object.keys(request.sources)[at.index];
  if (!at || script === undefined) return { kind: 'script', text, script: request.script };
  return { kind: 'script', text, script, line: at.line, column: at.column };
}

/** Undefined if the script threw where nobody waits for it: in a promise that it forgot. */
function limitFailure(
  isolate: ivm.Isolate,
  limits: SandboxLimits,
  request: SandboxRequest,
  error: unknown,
  added: number,
): ScriptFailure | undefined {
  const progress = added > 0 ? `, and had added over ${added} tasks to the job; ${MAKE_FEWER}` : '';
  if (isolate.isDisposed) return { kind: 'memory', text: memoryText(limits, request) + progress };
  const text = messageOf(error);
  if (text.includes('execution timed out')) return { kind: 'time', text: timeText(limits, request) + progress };
  return undefined;
}
