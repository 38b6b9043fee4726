import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Layout } from './layout.ts';

const installedSchema = z.object({
  /** Full path of the Node that runs the worker. */
  node: z.string(),
  /** Full path of the folder of the version. */
  version: z.string(),
  /** Whether the task of the Task Scheduler runs this worker. */
  service: z.boolean(),
});
export type Installed = z.infer<typeof installedSchema>;

/** What is in use in an installed worker's folder; undefined if there is no worker, or one from before this file. */
export async function readInstalled(layout: Layout): Promise<Installed | undefined> {
  try {
    return installedSchema.parse(JSON.parse(await readFile(layout.installed, 'utf8')));
  } catch {
    return undefined;
  }
}

/** As `join.ps1` reads it, too, to remove the worker. */
export function installedText(installed: Installed): string {
  return `${JSON.stringify(installed, undefined, 2)}\n`;
}
