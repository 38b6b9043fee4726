import { SandboxChild } from './sandbox-child.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { SandboxLimits } from './limits.ts';
import type { PrintLevel, SandboxReply, SandboxRequest } from './messages.ts';

export interface Sandbox {
  /**
   * Runs one request, after those that were asked for earlier. Resolves with a failure when the script fails, whatever
   * it did.
   */
  evaluate(request: SandboxRequest, report?: (level: PrintLevel, text: string) => void): Promise<SandboxReply>;
  /** Ends the child. What is still queued fails. */
  close(): void;
}

/**
 * Runs job-type scripts in a child process, one at a time. The child starts at the first request and stays warm;
 * when a script kills it, the next request gets a new one. A child that waits does not keep the manager alive.
 */
export function createSandbox(limits: Partial<SandboxLimits> = {}): Sandbox {
  const allLimits = { ...DEFAULT_LIMITS, ...limits };
  let child: SandboxChild | undefined;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  async function evaluateNow(
    request: SandboxRequest,
    report: (level: PrintLevel, text: string) => void,
  ): Promise<SandboxReply> {
    if (isClosed) return { ok: false, failure: { kind: 'crash', text: 'the manager is stopping' } };
    if (!child?.isAlive) child = new SandboxChild();
    return child.evaluate({ request, limits: allLimits }, report);
  }

  return {
    evaluate(request, report = () => {}) {
      const reply = last.then(() => evaluateNow(request, report));
      last = reply.catch(() => undefined);
      return reply;
    },
    close() {
      isClosed = true;
      child?.kill();
    },
  };
}
