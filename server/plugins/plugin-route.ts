import type { FileHandle } from 'node:fs/promises';
import type { Action } from '../access/policy.ts';
import type { RequestFacts } from '../access/request-facts.ts';

/**
 * A path that can be read, such as a download; the kernel's own are made in the same way. Methods other than GET and
 * HEAD, parts of the content, and what the client has already are looked after for all of them.
 */
export interface PluginRoute {
  /** Exactly this path, or everything below it when it ends in `/`. */
  readonly path: string;
  /** The right that a caller needs, see `access/policy.ts`; asked for before `answer` is called. */
  readonly action: Action;
  /** What is there. May throw a FarmError. */
  answer(facts: RequestFacts): Content | Redirect | Promise<Content | Redirect>;
}

/** What is sent back. */
export interface Content {
  /** An open file is sent as long as it is now, and closed. */
  readonly body: string | Uint8Array | FileHandle;
  /** Media type, with the character set of a text. */
  readonly type: string;
  /** 200 unless said otherwise. */
  readonly status?: number;
  /**
   * `Cache-Control`; unless said otherwise, clients may keep it and have to ask each time whether it is still the
   * same.
   */
  readonly cacheControl?: string;
  /** Browsers save it under this name instead of showing it. ASCII, without quotes. */
  readonly saveAs?: string;
}

/** Leads the client to another path of this manager; the query goes along. */
export interface Redirect {
  readonly redirectTo: string;
}
