import type { UnsentUpdate, UnsentUpdates } from '#worker/unsent-updates.ts';

/** Puts a report on disk, as a worker does while its manager is away. */
export async function append(unsent: UnsentUpdates, update: UnsentUpdate): Promise<void> {
  unsent.add(update);
  await unsent.persist();
}
