import { MOST_LEVELS } from '../contracts/json-problem.ts';
import { FarmError } from '../domain/errors.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks at JSON before it is parsed. What walks through a value later may recurse, and each value costs memory and time
 * many times its bytes. This takes far less time than parsing, and is no parser: what is not JSON is refused by that.
 * @throws FarmError bad-request for more than `MOST_LEVELS` levels; too-large for more than `mostValues` values
 */
export function refuseVastJson(bytes: Buffer, mostValues: number): void {
  // Each level and each value takes a byte at least.
  if (bytes.length <= MOST_LEVELS) return;
  let level = 0;
  let values = 1;
  let isInText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) {
      isInText = true;
    } else if (byte === COMMA) {
      values += 1;
      if (values > mostValues) throw tooMany(mostValues);
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      level += 1;
      values += 1;
      if (level > MOST_LEVELS) throw tooDeep();
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      level -= 1;
    }
  }
  if (values > mostValues) throw tooMany(mostValues);
}

function tooDeep(): FarmError {
  return new FarmError('bad-request', {
    message: `the request body is nested deeper than ${MOST_LEVELS} levels, the most that this manager takes`,
  });
}

function tooMany(most: number): FarmError {
  return new FarmError('too-large', {
    message: `the request body has more than ${most} values, the most that this manager takes here`,
  });
}
