import { FarmError } from '#server/domain/errors.ts';
import type { Content, PluginRoute } from '#server/plugins/define-plugin.ts';
import type { Archive } from './archive.ts';
import type { Joining, ScriptName } from './joining.ts';
import { managerUrlOf } from './manager-url-of.ts';
import { isJoinPlatform } from './platforms.ts';

const CHECKSUM = '.sha256';

/**
 * What a new machine fetches: `/join.sh` and `/join.ps1`, `/join/worker.tar.gz`, `/join/node-linux-x64.tgz` and so on;
 * each archive also with `.sha256` appended, for its checksum.
 */
export function joinRoutes(api: () => Joining): readonly PluginRoute[] {
  const script = (name: ScriptName): PluginRoute => ({
    path: `/${name}`,
    action: 'workers.register',
    answer: async (facts) => fresh('text/plain; charset=utf-8', await api().script(name, managerUrlOf(facts))),
  });
  return [
    script('join.sh'),
    script('join.ps1'),
    {
      path: '/join/',
      action: 'workers.register',
      async answer({ path }) {
        if (!path.endsWith(CHECKSUM)) return fresh('application/gzip', (await archiveAt(api(), path)).bytes);
        const { checksum } = await archiveAt(api(), path.slice(0, -CHECKSUM.length));
        return fresh('text/plain; charset=utf-8', `${checksum}\n`);
      },
    },
  ];
}

async function archiveAt(joining: Joining, path: string): Promise<Archive> {
  if (path === '/join/worker.tar.gz') return joining.worker();
  const platform = /^\/join\/node-([a-z0-9-]+)\.tgz$/.exec(path)?.[1];
  if (platform !== undefined && isJoinPlatform(platform)) return joining.node(platform);
  throw new FarmError('not-found', { message: `there is no ${path} on this manager` });
}

function fresh(type: string, body: string | Uint8Array): Content {
  return { type, body, cacheControl: 'no-store' };
}
