import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FarmError } from '#server/domain/errors.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { zipAddOn } from './add-on-zip.ts';
import { loadWheels } from './wheels.ts';

export const DOWNLOAD_PATH = '/flamenco-ng-addon.zip';
/** Where Flamenco 3 has its add-on, which people and scripts know. */
const KNOWN_PATHS = ['/flamenco-addon.zip', '/flamenco3-addon.zip'];

/** The add-on as a download. It is made anew for each, so that it is always that of the files on disk. */
export function downloadRoutes(api: () => unknown): readonly PluginRoute[] {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    api();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new FarmError('method-not-allowed', { message: 'the add-on can only be downloaded' });
    }
    const zip = await zipAddOn((await loadWheels()).wheels);
    const etag = `"${createHash('sha256').update(zip).digest('hex').slice(0, 32)}"`;
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'no-cache');
    if (isKnown(request, etag)) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'application/zip',
      'Content-Length': zip.length,
      'Content-Disposition': `attachment; filename="${DOWNLOAD_PATH.slice(1)}"`,
    });
    response.end(request.method === 'HEAD' ? undefined : zip);
  };
  return [DOWNLOAD_PATH, ...KNOWN_PATHS].map((path) => ({ path, action: 'add-on.download', answer }));
}

function isKnown(request: IncomingMessage, etag: string): boolean {
  const tags = request.headers['if-none-match']?.split(',') ?? [];
  return tags.some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
