/**
 * Whether two whole paths are one, as far as their texts tell: letter case is ignored where the file system usually
 * ignores it, and the kind of slash on Windows.
 */
export function isSamePath(a: string, b: string, platform: NodeJS.Platform): boolean {
  return comparable(a, platform) === comparable(b, platform);
}

function comparable(path: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return path.replaceAll('/', '\\').toLowerCase();
  return platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}
