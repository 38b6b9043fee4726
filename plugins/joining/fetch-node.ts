import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { npmCommand, npmEnvironment } from '#shared/npm-command.mjs';
import { FarmError } from '#server/domain/errors.ts';
import type { Logger } from '#server/plugins/define-plugin.ts';
import { removeFirmly, renameFirmly } from '#system/files/firmly.mjs';
import { type Archive, archiveOf } from './archive.ts';
import { type JoinPlatform, NODE_MAJOR, NODE_PACKAGES } from './platforms.ts';

const GIVE_UP_AFTER_MS = 10 * 60_000;

/**
 * Node for a platform, as packaged in the npm registry. It is kept in `folder`, so it is fetched only once, and
 * other versions are removed. Only the very archive that the project names is served, whatever a registry says.
 * @throws FarmError unusable (500) if npm cannot fetch it
 */
export async function fetchNode(folder: string, platform: JoinPlatform, logger: Logger): Promise<Archive> {
  const wanted = NODE_PACKAGES[platform];
  const name = `node-${wanted.version}-${platform}.tgz`;
  const kept = join(folder, name);
  await removeOthers(folder, platform, name);
  const before = await readFile(kept).catch(() => undefined);
  if (before && isIntact(before, wanted.sha256)) return archiveOf(before);
  await mkdir(folder, { recursive: true });
  const incoming = await mkdtemp(join(folder, 'incoming-'));
  try {
    logger.info({ platform }, 'fetching node for workers');
    await npmPack(`${wanted.package}@${wanted.version}`, incoming);
    const [packed = ''] = await readdir(incoming);
    const fetched = await readFile(join(incoming, packed));
    if (!isIntact(fetched, wanted.sha256) || integrityOf(fetched) !== wanted.integrity)
      throw new Error(`${wanted.package}@${wanted.version} is not the archive that this manager was made with`);
    // Fetched beside its final place and then renamed, so that a manager that is stopped meanwhile leaves no partial
    // file.
    await renameFirmly(join(incoming, packed), kept).catch((error: unknown) =>
      logger.warn({ err: error, file: kept }, 'node for workers could not be kept: it is fetched again the next time'),
    );
    return archiveOf(fetched);
  } catch (error) {
    if (error instanceof FarmError) throw error;
    logger.warn({ err: error, platform }, 'node could not be fetched for workers');
    throw new FarmError('unusable', {
      message: `the manager could not fetch Node ${NODE_MAJOR} for ${platform} from the npm registry; see its log. Install Node ${NODE_MAJOR} on the new machine and try again`,
      cause: error,
    });
  } finally {
    await removeFirmly(incoming).catch(() => undefined);
  }
}

/** Removes what earlier versions of the manager have kept. Best effort: it is only in the way. */
async function removeOthers(folder: string, platform: JoinPlatform, kept: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((each) => each.startsWith('node-') && each.endsWith(`-${platform}.tgz`) && each !== kept);
  for (const other of others) await removeFirmly(join(folder, other)).catch(() => undefined);
}

function isIntact(bytes: Uint8Array, sha256: string): boolean {
  return archiveOf(bytes).checksum === sha256;
}

/** As npm writes it. */
function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

async function npmPack(spec: string, folder: string): Promise<void> {
  const npm = npmCommand(process.execPath, process.env);
  const args = [...npm.args, 'pack', spec, '--pack-destination', folder, '--loglevel=error', '--ignore-scripts'];
  await execa(npm.command, args, {
    cwd: folder,
    env: npmEnvironment(process.env),
    extendEnv: false,
    stdin: 'ignore',
    timeout: GIVE_UP_AFTER_MS,
  });
}
