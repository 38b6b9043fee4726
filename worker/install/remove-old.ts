import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import type { Layout } from './layout.ts';

/** In milliseconds, for each; nothing depends on it. */
const PATIENCE = 1_000;

/** Removes versions and Nodes that are out of use. What somebody still holds is removed by the next update. */
export async function removeOld(layout: Layout, version: string, node: string): Promise<void> {
  for (const [folder, used] of [
    [layout.versions, version],
    [layout.node, node],
  ] as const) {
    for (const name of await readdir(folder).catch(() => [])) {
      const [kept] = path.relative(folder, used).split(path.sep);
      if (name.toLowerCase() !== kept?.toLowerCase()) await removeIfPossible(path.join(folder, name));
    }
  }
  await removeIfPossible(layout.before);
}

async function removeIfPossible(place: string): Promise<void> {
  await removeFirmly(place, { patience: PATIENCE }).catch(() => undefined);
}
