import ivm from 'isolated-vm';
import { messageOf } from '#shared/message-of.ts';
import { cutText } from '#shared/cut-text.ts';
import { describeThrown } from './guest/failure.ts';
import type { GuestFailure } from './guest/failure.ts';
import { createHostFunctions } from './host-functions.ts';
import type { SandboxLimits } from './limits.ts';
import { MAKE_FEWER, OK_PREFIX } from './messages.ts';
import type { GuestStep, PrintLevel, SandboxReply, SandboxRequest, ScriptFailure } from './messages.ts';
import type { PreparedIsolate } from './prepared-isolate.ts';
import { readGuestFailure } from './read-guest-failure.ts';
import { memoryText, timeText } from './stop-texts.ts';
import { findSyntaxError } from './syntax-error.ts';
import { watchUse } from './watch-use.ts';
import type { ExceededLimit } from './watch-use.ts';

type Report = (level: PrintLevel, text: string) => void;

/**
 * Runs one request in an isolate that is disposed of at the end, so that nothing outlives a run. Never rejects because
 * of what a script does, as long as this process survives it. If the failure is not the script's own, but that it ran
 * into a limit, parts of it may still be running: this process should then end.
 */
export async function evaluate(
  prepared: PreparedIsolate,
  request: SandboxRequest,
  limits: SandboxLimits,
  report: Report,
): Promise<SandboxReply> {
  const use = watchUse(limits);
  const run = new ScriptRun(prepared, request, limits, report);
  const stopped = use.exceeded.then((limit): SandboxReply => ({ ok: false, failure: run.stoppedBy(limit) }));
  const reply = await Promise.race([run.reply(), stopped]);
  use.stop();
  if (reply.ok) return reply;
  return { ok: false, failure: { ...reply.failure, text: cutText(reply.failure.text, limits.failureCharacters) } };
}

class ScriptRun {
  readonly #prepared: PreparedIsolate;
  readonly #request: SandboxRequest;
  readonly #limits: SandboxLimits;
  readonly #report: Report;
  /** How many tasks the job has so far, as the guest tells now and then. */
  #added = 0;

  constructor(prepared: PreparedIsolate, request: SandboxRequest, limits: SandboxLimits, report: Report) {
    this.#prepared = prepared;
    this.#request = request;
    this.#limits = limits;
    this.#report = report;
  }

  async reply(): Promise<SandboxReply> {
    const { isolate } = this.#prepared;
    const request = this.#request;
    try {
      const syntaxError = await findSyntaxError(isolate, request.script, request.sources);
      if (syntaxError) return { ok: false, failure: syntaxError };
      const text = await this.#steps();
      if (text.startsWith(OK_PREFIX)) return { ok: true, parts: text.slice(OK_PREFIX.length).split('\n') };

      const failure = readGuestFailure(text);
      const { unparsable } = failure;
      const unparsed =
        unparsable === undefined ? undefined : await findSyntaxError(isolate, unparsable, request.sources);
      return { ok: false, failure: unparsed ?? this.#placed(failure) };
    } catch (error) {
      return { ok: false, failure: this.#limitFailure(error) ?? this.#placed(describeThrown(error)) };
    } finally {
      if (!isolate.isDisposed) isolate.dispose();
    }
  }

  stoppedBy(limit: ExceededLimit): ScriptFailure {
    return limit === 'cpuTimeMs' ? this.#timeFailure(limit) : this.#memoryFailure();
  }

  async #steps(): Promise<string> {
    const deadline = performance.now() + this.#limits.wallTimeMs;
    const hostFunctions = createHostFunctions(this.#limits, this.#report);
    hostFunctions.push(new ivm.Callback((tasks: unknown) => (this.#added = Number(tasks))));
    const steps: [GuestStep, ...unknown[]][] = [
      ['load', JSON.stringify(this.#request), ...hostFunctions],
      ['compile'],
      ['finish'],
    ];
    let text: unknown = '';
    for (const step of steps) {
      const timeout = Math.max(1, Math.ceil(deadline - performance.now()));
      if (text === '') text = await this.#prepared.run.apply(undefined, step, { timeout });
    }
    return String(text);
  }

  #placed({ text, at }: GuestFailure): ScriptFailure {
    const request = this.#request;
    const script = at && Object.keys(request.sources)[at.index];
    if (!at || script === undefined) return { kind: 'script', text, script: request.script };
    return { kind: 'script', text, script, line: at.line, column: at.column };
  }

  /** Undefined if the script threw where nobody waits for it: in a promise that it forgot. */
  #limitFailure(error: unknown): ScriptFailure | undefined {
    if (this.#prepared.isolate.isDisposed) return this.#memoryFailure();
    if (messageOf(error).includes('execution timed out')) return this.#timeFailure('wallTimeMs');
    return undefined;
  }

  #memoryFailure(): ScriptFailure {
    return { kind: 'memory', text: memoryText(this.#limits, this.#request) + this.#progress() };
  }

  #timeFailure(which: 'cpuTimeMs' | 'wallTimeMs'): ScriptFailure {
    return { kind: 'time', text: timeText(this.#limits, this.#request, which) + this.#progress() };
  }

  #progress(): string {
    return this.#added > 0 ? `, and had added over ${this.#added} tasks to the job; ${MAKE_FEWER}` : '';
  }
}
