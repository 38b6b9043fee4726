import type { IncomingMessage, ServerResponse } from 'node:http';
import { FarmError } from '../domain/errors.ts';

/**
 * Refuses what Node's parser takes, although a proxy in front of us might understand it differently, and thereby let
 * one client's bytes become another client's request. The connection ends with the answer.
 * @throws FarmError bad-request; mismatch (417) for an expectation other than 100-continue
 */
export function refuseAmbiguous(request: IncomingMessage, response: ServerResponse): void {
  const why = complaintAbout(request);
  const { expect } = request.headers;
  if (why === undefined && (expect === undefined || expect.toLowerCase() === '100-continue')) return;
  response.setHeader('Connection', 'close');
  if (why === undefined) throw new FarmError('mismatch', { message: 'Expect may only be "100-continue"' });
  throw new FarmError('bad-request', { message: `the request is not valid HTTP: ${why}` });
}

function complaintAbout({ headers, httpVersion, rawHeaders, url = '' }: IncomingMessage): string | undefined {
  if (!url.startsWith('/')) return 'its target has to be a path, which begins with a slash';
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) return 'it has several Host headers';
  if (hosts === 0 && httpVersion === '1.1') return 'it has no Host header';
  const encoding = headers['transfer-encoding'];
  if (encoding === undefined) return undefined;
  if (httpVersion !== '1.1') return `Transfer-Encoding is not a part of HTTP/${httpVersion}`;
  return encoding.toLowerCase() === 'chunked' ? undefined : 'Transfer-Encoding may only be "chunked"';
}
