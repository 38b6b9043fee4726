/**
 * The number in the id of the last message that a client got; undefined if it is missing or not one that we could have
 * sent.
 */
export function readPosition(lastEventId: string | null | undefined): number | undefined {
  return lastEventId && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}
