import type { SandboxLimits } from './limits.ts';

/** A job as it is copied into the sandbox. */
export interface ScriptJob {
  id: string;
  name: string;
  type: string;
  priority: number;
  status: string;
  /** ISO 8601. */
  created: string;
  settings: Record<string, unknown>;
  metadata: Record<string, string>;
  shamanCheckoutID: string;
  workerTag: string;
}

/** One evaluation. Without a job it asks for `JOB_TYPE`, with one it runs `compileJob`. */
export interface SandboxRequest {
  /** The name in `sources` of the script to run. */
  script: string;
  /** Source texts by name: the script itself and those that it may `require()`. */
  sources: Record<string, string>;
  /** `linux`, `windows`, `darwin`: what `process.platform` shows. */
  platform: string;
  cwd: string;
  /** IANA name, for `formatTimestampLocal()`. */
  timeZone: string;
  job?: ScriptJob;
  /** The most tasks that the job may get. */
  maxTasks?: number;
}

/**
 * Why an evaluation gave no result. Line and column count from 1 in the named script; they are missing where a script
 * throws a text, since only an error knows where it comes from.
 */
export interface ScriptFailure {
  kind: 'script' | 'time' | 'memory' | 'crash';
  text: string;
  script?: string;
  line?: number;
  column?: number;
}

/**
 * `parts` are JSON texts that were written inside the sandbox: unchecked. The JOB_TYPE is one; a compiled job is one
 * for itself and one for some of its tasks each, so that a large job need not be read in one go.
 */
export type SandboxReply = { ok: true; parts: string[] } | { ok: false; failure: ScriptFailure };

/**
 * What the guest's `run()` answers: this and the result, a JSON text per line, which only the manager reads, or else a
 * GuestFailure as JSON.
 */
export const OK_PREFIX = 'ok:';

export type PrintLevel = 'info' | 'warn';

/** What to do about a job of too many tasks. */
export const MAKE_FEWER = 'give each task more frames, or submit several jobs';

/** From the manager to the child. */
export interface EvaluateMessage {
  request: SandboxRequest;
  limits: SandboxLimits;
}

/** From the child to the manager. */
export type ChildMessage =
  | { kind: 'ready' }
  | { kind: 'printed'; level: PrintLevel; text: string }
  | { kind: 'part'; json: string }
  /** All parts are sent, or there are none because of the failure. */
  | { kind: 'done'; failure?: ScriptFailure };
