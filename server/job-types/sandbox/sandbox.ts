import { SandboxChild } from './sandbox-child.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { SandboxLimits } from './limits.ts';
import type { PrintLevel, SandboxReply, SandboxRequest } from './messages.ts';

export interface Sandbox {
  /** Runs one request, after all earlier ones. If the script fails, in whatever way, it resolves with a failure. */
  evaluate(request: SandboxRequest, report?: (level: PrintLevel, text: string) => void): Promise<SandboxReply>;
  /** Ends the child. Requests that are still waiting fail. */
  close(): void;
}

/**
 * Runs job-type scripts in a child process, one at a time. The child starts with the first request and stays ready; if
 * a script kills it, the next request gets a new one. An idle child does not keep the manager alive.
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
