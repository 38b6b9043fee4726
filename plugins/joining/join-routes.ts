import type { IncomingMessage, ServerResponse } from 'node:http';
import { FarmError } from '#server/domain/errors.ts';
import type { PluginRoute, RequestFacts } from '#server/plugins/define-plugin.ts';
import type { Archive } from './archive.ts';
import type { Joining } from './joining.ts';
import { managerUrlOf } from './manager-url-of.ts';
import { isJoinPlatform } from './platforms.ts';

const CHECKSUM = '.sha256';

/**
 * What a new machine fetches: `/join.sh` and `/join.ps1`, `/join/worker.tar.gz`, `/join/node-linux-x64.tgz` and its like, each archive
 * also with `.sha256` behind it.
 */
export function joinRoutes(api: () => Joining): readonly PluginRoute[] {
  const script =
    (name: 'join.sh' | 'join.ps1') =>
    async (request: IncomingMessage, response: ServerResponse, facts: RequestFacts): Promise<void> => {
      refuseOtherMethods(request, response);
      const text = await api().script(name, managerUrlOf(facts));
      send(request, response, Buffer.from(text), 'text/plain; charset=utf-8');
    };
  const archive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    refuseOtherMethods(request, response);
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    const { bytes, checksum } = await archiveAt(
      api(),
      path.endsWith(CHECKSUM) ? path.slice(0, -CHECKSUM.length) : path,
    );
    if (path.endsWith(CHECKSUM)) send(request, response, Buffer.from(`${checksum}\n`), 'text/plain; charset=utf-8');
    else send(request, response, bytes, 'application/gzip');
  };
  return [
    { path: '/join.sh', action: 'workers.register', answer: script('join.sh') },
    { path: '/join.ps1', action: 'workers.register', answer: script('join.ps1') },
    { path: '/join/', action: 'workers.register', answer: archive },
  ];
}

async function archiveAt(joining: Joining, path: string): Promise<Archive> {
  if (path === '/join/worker.tar.gz') return joining.worker();
  const platform = /^\/join\/node-([a-z0-9-]+)\.tgz$/.exec(path)?.[1];
  if (platform !== undefined && isJoinPlatform(platform)) return joining.node(platform);
  throw new FarmError('not-found', { message: `there is no ${path} on this manager` });
}

function refuseOtherMethods(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  response.setHeader('Allow', 'GET, HEAD');
  throw new FarmError('method-not-allowed', { message: 'this can only be downloaded' });
}

function send(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array, type: string): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
