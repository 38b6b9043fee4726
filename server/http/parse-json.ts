import { FarmError } from '../domain/errors.ts';
import { refuseVastJson } from './json-shape.ts';

/**
 * A request body as JSON.
 * @throws FarmError bad-request, in the engine's words, which give the position or quote the text around it; and as
 *   `refuseVastJson`
 */
export function parseJson(bytes: Buffer, mostValues: number): unknown {
  refuseVastJson(bytes, mostValues);
  try {
    return JSON.parse(textOf(bytes)) as unknown;
  } catch (cause) {
    if (cause instanceof FarmError) throw cause;
    const problem = cause instanceof SyntaxError ? oneLine(cause.message) : String(cause);
    throw new FarmError('bad-request', { message: `the request body is not valid JSON: ${problem}`, cause });
  }
}

/** A request body as text. @throws FarmError bad-request if it is not UTF-8 */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FarmError('bad-request', { message: 'the request body is not UTF-8 text', cause });
  }
}

/** The text quoted around a stray token may have line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
