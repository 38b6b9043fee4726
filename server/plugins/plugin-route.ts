import type { FileHandle } from 'node:fs/promises';
import type { Action } from '../access/policy.ts';
import type { RequestFacts } from '../access/request-facts.ts';

/**
 * A path that can be read, such as a download; the kernel's own paths are made in the same way. Refusing methods other
 * than GET and HEAD, sending parts of the content, and not sending what the client already has are taken care of for
 * all of them.
 */
export interface PluginRoute {
  /** Exactly this path, or everything below it when it ends in `/`. */
  readonly path: string;
  /** The right that a caller needs (see `access/policy.ts`); checked before `answer` is called. */
  readonly action: Action;
  /** The answer to one request. May throw a FarmError. */
  answer(facts: RequestFacts): Content | Redirect | Promise<Content | Redirect>;
}

/** What is sent back. */
export interface Content {
  /**
   * What is made while it is sent comes in pieces, and all of it is sent, whatever part was asked for.
   * An open file is sent up to the length that it has now, and then closed.
   */
  readonly body: string | Uint8Array | FileHandle | AsyncIterable<string>;
  /** The media type, including the character set for text. */
  readonly type: string;
  /** 200 unless given. */
  readonly status?: number;
  /**
   * `Cache-Control`. Unless given, clients may keep the content but must ask each time whether it is still the same.
   */
  readonly cacheControl?: string;
  /** Makes browsers save the content under this name instead of showing it. ASCII, without quotes. */
  readonly saveAs?: string;
}

/** Sends the client to another path of this manager, absolute or relative to the one asked for; the query is kept. */
export interface Redirect {
  readonly redirectTo: string;
}
