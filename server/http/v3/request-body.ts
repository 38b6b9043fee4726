import type { IncomingMessage } from 'node:http';
import type { BodyLimits } from '../../contracts/limits.ts';
import { FarmError } from '../../domain/errors.ts';
import { FORM } from '../../trpc/v3/v3-procedure.ts';
import type { Upload, UploadLimits } from '../../trpc/v3/upload.ts';
import { askForBody } from '../expect-continue.ts';
import { parseJson, textOf } from '../parse-json.ts';
import { readBody, tooLarge } from '../read-body.ts';

/** Enough for a picture over a slow line. */
const FILE_LIMIT_MS = 10 * 60_000;

/**
 * The JSON body of a request, or of a form if it `mayBeForm`, then with texts only; undefined if it has none. `client`
 * is the address that it comes from.
 * @throws FarmError bad-request for another content type, broken JSON, or JSON that is nested too deeply; too-large
 */
export async function readValues(
  request: IncomingMessage,
  client: string,
  most: BodyLimits,
  mayBeForm: boolean,
): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const contentType = mediaType(request);
  if (mayBeForm && contentType === FORM)
    return Object.fromEntries(new URLSearchParams(textOf(await readBody(request, client, most.bytes))));
  if (contentType !== 'application/json') {
    const sent = contentType === '' ? 'none' : `"${contentType}"`;
    throw new FarmError('bad-request', {
      message: `the request body must be JSON with Content-Type application/json; the Content-Type sent was ${sent}`,
    });
  }
  const bytes = await readBody(request, client, most.bytes);
  return bytes.length === 0 ? undefined : parseJson(bytes, most.values);
}

/**
 * The body of a request as a file. Before a byte is read, this checks that the length is announced and small enough,
 * and that the type is accepted.
 * @throws FarmError length-required, too-large, unsupported-media-type
 */
export function uploadOf(
  request: IncomingMessage,
  client: string,
  contentTypes: readonly string[],
  limits: UploadLimits,
): Upload {
  const announced = request.headers['content-length'];
  const length = Number(announced ?? 0);
  if (announced === undefined || (length === 0 && !limits.mayBeEmpty)) {
    const alsoFull = limits.mayBeEmpty ? '' : ' and must not be empty';
    throw new FarmError('length-required', { message: `the file must be sent with its Content-Length${alsoFull}` });
  }
  if (length > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const contentType = mediaType(request);
  if (!contentTypes.includes(contentType)) {
    throw new FarmError('unsupported-media-type', {
      message: `Content-Type must be ${contentTypes.join(' or ')}, not "${contentType}"`,
    });
  }
  return {
    contentType,
    length,
    get stream() {
      askForBody(request);
      return request;
    },
    bytes: () => readBody(request, client, limits.maxBytes, FILE_LIMIT_MS),
  };
}

function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || Number(length ?? 0) > 0;
}

/** The content type of a body, without its parameters, in lower case. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
