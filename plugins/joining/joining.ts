import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import { withUnixLineEnds } from '#shared/unix-line-ends.ts';
import type { Archive } from './archive.ts';
import { fetchNode } from './fetch-node.ts';
import { JOIN_PLATFORMS, type JoinPlatform, NODE_MAJOR, NODE_PACKAGES } from './platforms.ts';
import { bundleWorker } from './worker-bundle.ts';

export type ScriptName = 'join.sh' | 'join.ps1';

export interface Joining {
  /** Whether workers with neither the registration secret nor an enrolment code have to wait for approval. */
  needsSecret(): boolean;
  /** Whether there is a registration secret. */
  hasSecret(): boolean;
  /**
   * The script for a machine that reaches the manager at this address (without a slash at the end). It names the
   * checksums of all that it fetches.
   */
  script(name: ScriptName, managerUrl: string): Promise<string>;
  /** The worker; the archive is made once. */
  worker(): Promise<Archive>;
  /** Node for a platform; fetched once. @throws FarmError unusable */
  node(platform: JoinPlatform): Promise<Archive>;
}

export function createJoining(context: PluginContext<unknown>): Joining {
  const folder = join(context.paths.localStorage, 'joining');
  const archives = new Map<string, Promise<Archive>>();

  /** Machines that ask at the same time share the work; after a failure it is tried again. */
  function once(name: string, make: () => Promise<Archive>): Promise<Archive> {
    const known = archives.get(name);
    if (known) return known;
    const made = make();
    archives.set(name, made);
    made.catch(() => archives.delete(name));
    return made;
  }

  const worker = () => once('worker', bundleWorker);
  const hasSecret = () => context.settingsNow().worker_registration_secret.length > 0;
  const needsSecret = () => hasSecret() || context.settingsNow().access === 'accounts';
  return {
    needsSecret,
    hasSecret,
    async script(name, managerUrl) {
      const { checksum } = await worker();
      return (await scriptText(name))
        .replaceAll('@MANAGER_URL@', () => managerUrl)
        .replace('@NODE_MAJOR@', String(NODE_MAJOR))
        .replace('@WORKER_SHA256@', checksum)
        .replace('@NODE_SHA256@', () => JOIN_PLATFORMS.map((each) => `${each}=${NODE_PACKAGES[each].sha256}`).join(' '))
        .replace('@NEEDS_SECRET@', needsSecret() ? 'yes' : 'no');
    },
    worker,
    node: (platform) => once(platform, () => fetchNode(folder, platform, context.logger)),
  };
}

/** Shells take a carriage return for a part of the last word of its line, so there is none. */
export async function scriptText(
  name: ScriptName,
  folder = fileURLToPath(new URL('scripts', import.meta.url)),
): Promise<string> {
  const read = async (file: string) =>
    Buffer.from(withUnixLineEnds(await readFile(join(folder, file)))).toString('utf8');
  const text = await read(name);
  if (name !== 'join.sh') return text;
  const services = await read('services.sh');
  // A function, because a dollar sign has a meaning in a replacement string.
  return text.replace('# @SERVICES@\n', () => services);
}
