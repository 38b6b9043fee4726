/** Longer heads are passed on as they are, for Node to refuse: it takes 16 KiB. */
const LONGEST_HEAD = 32 * 1024;
const HEAD_END = '\r\n\r\n';
const EMPTY = Buffer.alloc(0);
/**
 * A header of an application over several lines. Nothing in HTTP depends on those; a fold anywhere else could make a
 * proxy in front of us see another length, host or client than we do.
 */
const FOLDED = /(?<=\n)x-(?!forwarded|real-ip)[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)+/gi;
const FOLD = /\r?\n[ \t]/;
/** What says how long the body is, or that something else than another request comes after it. */
const FRAMING = /\r\n(content-length|transfer-encoding|upgrade):[ \t]*(.*?)[ \t]*(?=\r\n)/gi;
/** It is never folded. Empty lines may come before it. */
const FIRST_LINE = /^[\r\n]*[^\n]*\n?/;
/** The end of a line that no parser of ours takes. */
const BARE_LINE_FEED = /(?<!\r)\n(?![ \t]|$)/;
const LINE_FEED = 0x0a;
const LENGTH = /^\d{1,15}$/;

/**
 * Joins headers that are folded over several lines (`name: begin`, then ` rest`), in the bytes of one connection.
 * Node's parser takes no folds, and its lenient mode would take far more than that; so it stays strict, and gets heads
 * without folds. What that parser refuses for another reason is never made acceptable, and no byte of a body is
 * touched: where a head ends and how long its body is, is read here as strictly as there.
 */
export class FoldedHeaders {
  /** The beginning of a head. */
  #held: Buffer = EMPTY;
  /** How much of `#held` was passed on already. */
  #passed = 0;
  #body = 0;
  /** Set for good once the end of a body is not known here, because it has no Content-Length. */
  #isBlind = false;

  /** Bytes of the current body that are still to come; 0 unless they are known. */
  get bodyToCome(): number {
    return this.#body;
  }

  /** The bytes to parse. They may be fewer than came in, since a head is held until it is complete. */
  take(chunk: Buffer): Buffer {
    const isFresh = this.#held.length === 0;
    const parts: Buffer[] = [];
    for (let rest = chunk; rest.length > 0;) {
      if (this.#isBlind || this.#body > 0) {
        const part = this.#isBlind ? rest : rest.subarray(0, this.#body);
        this.#body = Math.max(0, this.#body - part.length);
        parts.push(part);
        rest = rest.subarray(part.length);
      } else {
        rest = this.#takeHead(rest, parts);
      }
    }
    // Joining makes a head shorter, so these are the same bytes, and need not be copied.
    if (isFresh && parts.reduce((sum, part) => sum + part.length, 0) === chunk.length) return chunk;
    return Buffer.concat(parts);
  }

  /** What is held, for a connection that ends in the middle of a head. */
  flush(): Buffer {
    const held = this.#held.subarray(this.#passed);
    this.#held = EMPTY;
    this.#passed = 0;
    return held;
  }

  /** Returns what comes after the head. */
  #takeHead(bytes: Buffer, parts: Buffer[]): Buffer {
    const before = this.#held.length;
    const all = before === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = all.indexOf(HEAD_END, Math.max(0, before - HEAD_END.length));
    if (end < 0 && all.length <= LONGEST_HEAD && !hasBareLineFeed(all, before)) {
      // The first line goes on at once: with it begins the time that a client has for its head.
      const isLinePassed = this.#passed < before;
      const line = isLinePassed ? this.#passed : (FIRST_LINE.exec(all.toString('latin1'))?.[0].length ?? 0);
      parts.push(all.subarray(this.#passed, line));
      this.#held = all;
      this.#passed = line;
      return EMPTY;
    }
    if (end < 0) this.#isBlind = true;
    const head = end < 0 ? all : all.subarray(0, end + HEAD_END.length);
    const whole = end < 0 ? head : this.#read(head);
    parts.push(whole.subarray(this.#passed));
    this.#held = EMPTY;
    this.#passed = 0;
    return all.subarray(head.length);
  }

  /** The head without folds. Also finds out about the body. */
  #read(head: Buffer): Buffer {
    const text = head.toString('latin1');
    const joined = FOLD.test(text) ? text.replaceAll(FOLDED, (header) => header.split(FOLD).join(' ')) : text;
    const framing = [...joined.matchAll(FRAMING)];
    const [[, name = '', value = ''] = []] = framing;
    if (framing.length === 1 && name.toLowerCase() === 'content-length' && LENGTH.test(value))
      this.#body = Number(value);
    else this.#isBlind = framing.length > 0;
    return joined === text ? head : Buffer.from(joined, 'latin1');
  }
}

/** Looks at what has come since the first `before` bytes, and at what may have been the middle of a line's end. */
function hasBareLineFeed(head: Buffer, before: number): boolean {
  const from = Math.max(0, before - 2);
  // Before the first of these bytes there may have been a carriage return; it was looked at already.
  const unclear = from > 0 && head[from] === LINE_FEED ? 1 : 0;
  return BARE_LINE_FEED.test(head.subarray(from + unclear).toString('latin1'));
}
