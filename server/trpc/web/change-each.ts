import { FarmError } from '../../domain/errors.ts';

/** What happened to one item. `message` is empty unless the change was refused. */
export interface ChangeResult {
  readonly id: string;
  readonly ok: boolean;
  readonly message: string;
}

const NOT_THEIRS = "this is somebody else's, and you may only change what is your own";
/** How many items are changed at the same time: enough to share commits, few enough to leave room for others. */
const AT_ONCE = 16;

/**
 * Makes the same change to each item and says what happened to each, in the given order; an item that is named twice is
 * changed once. What the caller may not change is not; refusals become results, and anything else is a bug and rejects.
 */
export async function changeEach(
  { notTheirs }: { readonly notTheirs: ReadonlySet<string> },
  ids: readonly string[],
  change: (id: string) => Promise<void>,
): Promise<ChangeResult[]> {
  const all = new Set(ids);
  const waiting = [...all].filter((id) => !notTheirs.has(id));
  const results: ChangeResult[] = [];
  while (waiting.length > 0)
    results.push(...(await Promise.all(waiting.splice(0, AT_ONCE).map((id) => changeOne(id, change)))));
  if (notTheirs.size === 0) return results;
  const known = new Map(results.map((result) => [result.id, result]));
  return [...all].map((id) => known.get(id) ?? { id, ok: false, message: NOT_THEIRS });
}

async function changeOne(id: string, change: (id: string) => Promise<void>): Promise<ChangeResult> {
  try {
    await change(id);
    return { id, ok: true, message: '' };
  } catch (error) {
    if (error instanceof FarmError && error.code !== 'internal') return { id, ok: false, message: error.userMessage };
    throw error;
  }
}
