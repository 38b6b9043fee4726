import type { LiveMessage } from '#server/contracts/web/live.ts';

/** The messages in the text of one item of `live.events`. */
export function messagesIn(text: unknown): LiveMessage[] {
  return JSON.parse(String(text)) as LiveMessage[];
}
