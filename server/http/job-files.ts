import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PluginRoute } from '../plugins/define-plugin.ts';
import { byteRange } from './byte-range.ts';
import { errorBody } from './error-response.ts';
import { writeAnswer } from './write-answer.ts';

const PREFIX = '/job-files/';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Everything that may be read; no other text gets near the file system. */
const FILE = new RegExp(`^job-[0-9a-f]{4}/${UUID}/(?:task-${UUID}\\.txt|last-rendered(?:-small|-tiny)?\\.jpg)$`);
const NO_LINKS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/**
 * Serves task logs and last-rendered images from the local storage at `/job-files/*`: GET and HEAD, one byte range,
 * 304 for what the client has already. `?download` makes browsers save the file.
 */
export function jobFilesRoute(root: string): PluginRoute {
  return {
    path: PREFIX,
    action: 'job-files.read',
    async answer(request, response, facts) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        writeAnswer(response, {
          status: 405,
          body: errorBody(405, 'job files can only be read'),
          headers: { Allow: 'GET, HEAD' },
        });
        return;
      }
      const path = facts.path.slice(PREFIX.length);
      const file = FILE.test(path) ? await openBelow(root, path) : undefined;
      if (!file) {
        writeAnswer(response, { status: 404, body: errorBody(404, 'there is no such job file') });
        return;
      }
      try {
        await send(file, request, response, basename(path), new URLSearchParams(facts.query).has('download'));
      } finally {
        await file.close();
      }
    },
  };
}

/** Opens a file that really is where its path says; undefined when it is missing or reached through a link. */
async function openBelow(root: string, path: string): Promise<FileHandle | undefined> {
  try {
    const realFile = join(await realpath(root), path);
    if ((await realpath(realFile)) !== realFile) return undefined;
    return await open(realFile, NO_LINKS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

async function send(
  file: FileHandle,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  asDownload: boolean,
): Promise<void> {
  const { size, mtime } = await file.stat();
  const etag = `"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
  const modified = mtime.toUTCString();
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
    'Content-Type': name.endsWith('.txt') ? 'text/plain; charset=utf-8' : 'image/jpeg',
    ETag: etag,
    'Last-Modified': modified,
    'X-Content-Type-Options': 'nosniff',
    ...(asDownload ? { 'Content-Disposition': `attachment; filename="${name}"` } : {}),
  };
  if (isKnown(request, etag, modified)) {
    response.writeHead(304, headers).end();
    return;
  }
  const condition = request.headers['if-range'];
  const isSameFile = condition === undefined || condition === etag || condition === modified;
  const range = isSameFile ? byteRange(request.headers.range, size) : 'all';
  if (range === 'none') {
    writeAnswer(response, {
      status: 416,
      body: errorBody(416, `the file has ${size} bytes`),
      headers: { 'Content-Range': `bytes */${size}` },
    });
    return;
  }
  const { from, to } = range === 'all' ? { from: 0, to: size - 1 } : range;
  if (range !== 'all') headers['Content-Range'] = `bytes ${from}-${to}/${size}`;
  response.writeHead(range === 'all' ? 200 : 206, { ...headers, 'Content-Length': to - from + 1 });
  if (request.method === 'HEAD' || to < from) response.end();
  else
    await pipeline(file.createReadStream({ start: from, end: to, autoClose: false }), response).catch(ignoreGoneClient);
}

function isKnown(request: IncomingMessage, etag: string, modified: string): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return since >= Date.parse(modified);
}

function ignoreGoneClient(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error;
}
