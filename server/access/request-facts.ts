/** What the server found out about a request before handing it to anybody. */
export interface RequestFacts {
  /** Also sent back as X-Request-Id. */
  readonly requestId: string;
  /** The address of the calling computer; a trusted proxy's address only if the request is its own. */
  readonly remoteAddress: string;
  /** The address of this computer that it arrived at. */
  readonly localAddress?: string;
  /**
   * What a trusted proxy says in the header of `proxy_login`, once for each time that it sent it; absent: it was no
   * such proxy, or it did not send the header.
   */
  readonly proxyNames?: readonly string[];
  /** A proxy that is not trusted said who its client is: `remoteAddress` is the proxy's, and tells nothing of that. */
  readonly isFromUnknownProxy?: boolean;
  /** How the calling computer reaches the manager, or the proxy in front of it. */
  readonly scheme: 'http' | 'https';
  /**
   * The name and port that it uses for the manager, as it says itself; empty if it does not say. Check it before using
   * it.
   */
  readonly host: string;
  /** Not decoded, without the query. */
  readonly path: string;
  /** Includes the question mark; empty if there is no query. */
  readonly query: string;
}
