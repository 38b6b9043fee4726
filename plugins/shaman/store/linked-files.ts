import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ifGone, linksBelow } from './walk.ts';

/** The paths below `stored` of all files that links anywhere below `checkouts` lead to. */
export async function linkedFiles(checkouts: string, stored: string): Promise<Set<string>> {
  const linked = new Set<string>();
  const realStored = (await realpath(stored).catch(ifGone)) ?? stored;
  for await (const link of linksBelow(checkouts)) {
    // A checkout that is being removed loses its links while we look.
    const target = await readlink(link).catch(ifGone);
    if (target === undefined) continue;
    const path = resolve(dirname(link), target);
    if (path.startsWith(stored + sep)) linked.add(path);
    else {
      // Not made by us: it leads through other links, or through another name of the storage.
      const real = await realpath(link).catch(() => undefined);
      if (real?.startsWith(realStored + sep)) linked.add(join(stored, relative(realStored, real)));
    }
  }
  return linked;
}
