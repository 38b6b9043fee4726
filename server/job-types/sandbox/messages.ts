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

/** One evaluation: without a job it gets `JOB_TYPE`, with a job it runs `compileJob`. */
export interface SandboxRequest {
  /** The name of the script to run, as in `sources`. */
  script: string;
  /**
   * Sources of the script itself and of what it may `require()`: job-type scripts by the name of the job type, other
   * files by their path in the scripts folder.
   */
  sources: Record<string, string>;
  /** `linux`, `windows`, `darwin`: what `process.platform` shows. */
  platform: string;
  cwd: string;
  /** IANA name of the zone that scripts see. Empty: that of the machine. */
  timeZone: string;
  job?: ScriptJob;
  /** The most tasks that the job may have. */
  maxTasks?: number;
}

/**
 * Why an evaluation gave no result. Line and column count from 1 in the named script. They are missing when a script
 * throws a text, because only an error knows where it was made.
 */
export interface ScriptFailure {
  kind: 'script' | 'time' | 'memory' | 'crash';
  text: string;
  script?: string;
  line?: number;
  column?: number;
}

/**
 * `parts` are unchecked JSON texts that were written inside the sandbox. A JOB_TYPE is one part, and whether the script
 * has a `compileJob` another. A compiled job
 * has one for the job itself, then one for each batch of its tasks, so that a large job need not be read in one go.
 */
export type SandboxReply = { ok: true; parts: string[] } | { ok: false; failure: ScriptFailure };

/** What the guest does next with a request; see its `run()`. */
export type GuestStep = 'load' | 'compile' | 'finish';

/**
 * The guest's `run()` answers with this prefix and the result, one JSON text per line, which only the manager reads; or
 * else with a GuestFailure as JSON.
 */
export const OK_PREFIX = 'ok:';

/** What the guest says of a script without a JOB_TYPE that is an object. */
export const NO_JOB_TYPE = 'there is no JOB_TYPE object in this script';

export type PrintLevel = 'info' | 'warn';

/** What the artist can do about a job with too many tasks. */
export const MAKE_FEWER = 'give each task more frames, or submit several jobs';

/** From the manager to the child. */
export interface EvaluateMessage {
  request: SandboxRequest;
  limits: SandboxLimits;
}

/** From the child to the manager. */
export type ChildMessage =
  | { kind: 'ready' }
  /** It never will be: the engine cannot be loaded, for the reason that Node gives. */
  | { kind: 'unloadable'; why: string }
  | { kind: 'printed'; level: PrintLevel; text: string }
  | { kind: 'part'; json: string }
  /**
   * All parts have been sent, or there are none because of the failure. `last`: this child takes no more requests,
   * since the script may still be running in it, or has left it large.
   */
  | { kind: 'done'; failure?: ScriptFailure; last: boolean };
