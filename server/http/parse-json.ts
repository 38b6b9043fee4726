import { FarmError } from '../domain/errors.ts';

/** Above this many characters the place of a stray token is not searched, since the search parses again and again. */
const MAX_SEARCHED = 65_536;

/** A request body as JSON. Refuses other text with 'bad-request' and a message that names line and column. */
export function parseJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FarmError('bad-request', { message: 'the request body is not UTF-8 text', cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new FarmError('bad-request', {
      message: `the request body is not valid JSON: ${placeOf(text, cause)}`,
      cause,
    });
  }
}

function placeOf(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const told = /^(.*?) in JSON at position (\d+)|^(.*?) at position (\d+)/.exec(message);
  if (told) return at(text, Number(told[2] ?? told[4]), told[1] ?? told[3] ?? '');
  if (message.startsWith('Unexpected end')) return at(text, text.length, 'it ends too early');
  if (message.startsWith('Unexpected token') && text.length <= MAX_SEARCHED) {
    return at(text, strayToken(text), 'unexpected character');
  }
  return message;
}

function at(text: string, position: number, problem: string): string {
  const lines = text.slice(0, position).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `${problem.charAt(0).toLowerCase()}${problem.slice(1)} at line ${lines.length}, column ${column}`;
}

/**
 * V8 does not tell where a stray token is. A text cut off before it fails in another way, one cut off behind it fails in
 * this way: the border is found by halving.
 */
function strayToken(text: string): number {
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (hasStrayToken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

function hasStrayToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Unexpected token');
  }
}
