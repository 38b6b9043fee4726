import { FarmError } from '../domain/errors.ts';

/**
 * A request body as JSON.
 * @throws FarmError bad-request, in the engine's words, which give the position or quote the text around it
 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? `not valid JSON: ${oneLine(cause.message)}` : 'not UTF-8 text';
    throw new FarmError('bad-request', { message: `the request body is ${problem}`, cause });
  }
}

/** The text quoted around a stray token may have line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
