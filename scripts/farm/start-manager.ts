import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { startProgram, type Program } from './program.ts';

const READY_WITHIN_MS = 60_000;

/** The home and the port of a scratch farm's manager. `settings` are more keys for its configuration file. */
export type ManagerPlace = { home: string; port: number; name: string; settings?: Record<string, unknown> };

/** Starts the manager in its own folder, reachable from this machine only. */
export async function startManager(place: ManagerPlace): Promise<Program> {
  await mkdir(join(place.home, 'storage'), { recursive: true });
  const config = {
    _meta: { version: 3 },
    manager_name: place.name,
    listen: `127.0.0.1:${place.port}`,
    autodiscoverable: false,
    database: join(place.home, 'flamenco-manager.sqlite'),
    local_manager_storage_path: join(place.home, 'manager-storage'),
    shared_storage_path: join(place.home, 'storage'),
    shaman: { enabled: false },
    ...place.settings,
  };
  await writeFile(join(place.home, 'flamenco-manager.yaml'), stringify(config));
  return startProgram('manager', 'server/main.ts', ['--home', place.home], join(place.home, 'manager.log'));
}

/**
 * Waits until the manager answers. @throws Error if it ends before that, or takes too long
 */
export async function waitUntilReady(manager: Program, url: string, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (!manager.isRunning()) throw new Error(`the manager ended before it was ready (${await manager.ended})`);
    const answer = await fetch(new URL('/readyz', url), { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100, undefined, { signal });
  }
  throw new Error(`the manager was not ready after ${READY_WITHIN_MS / 1000} s`);
}
