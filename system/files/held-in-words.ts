import { isWorthWaitingFor } from './held-files.mjs';

/**
 * What keeps a file or folder from being moved or deleted, in words that follow a colon; undefined if the system's own
 * words have to do.
 * @param code of the system's error
 */
export function heldInWords(code: string | undefined, platform: NodeJS.Platform): string | undefined {
  if (code === 'EXDEV') return 'that is another disk or share, and nothing can be moved from one to the other';
  if (!isWorthWaitingFor(platform, code, { isRemoval: true, isOnNetwork: true })) return undefined;
  if (code === 'ENOTEMPTY') return 'another program writes into it, or holds a file in it';
  if (platform === 'win32')
    return 'another program holds it (an open window, a preview, a virus scanner), or this account may not change it';
  return code === 'EACCES'
    ? 'this account may not change it, or another machine holds it'
    : 'another program or machine holds it';
}
