import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether the drive or share that a path of Windows begins with can be seen by this process. True on other systems,
 * where everything is below one folder, and for relative paths.
 */
export function isRootThere(file: string, platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'win32') return true;
  const { root } = path.win32.parse(file);
  return root === '' || existsSync(root);
}
