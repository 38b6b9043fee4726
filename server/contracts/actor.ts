import { z } from 'zod';

/**
 * Who changed something. Stored with each event, so that the history of the farm tells by whom.
 * `open`: somebody on the network while nobody has to sign in; all that is known is the address, empty when not even
 * that.
 */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  /** A program with a token that a person made; `id` is the person's, `name` the token's. */
  z.object({ kind: z.literal('token'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('worker'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('plugin'), id: z.string() }),
  z.object({ kind: z.literal('manager') }),
  z.object({ kind: z.literal('open'), address: z.string() }),
]);
export type Actor = z.infer<typeof actorSchema>;
/** A render node that gave its credentials. */
export type WorkerActor = Extract<Actor, { kind: 'worker' }>;

/** The manager itself: what it does by the clock, or to finish what somebody else began. */
export const MANAGER: Actor = { kind: 'manager' };

/**
 * The person whose job it is when this actor submits one; null = nobody's. A token submits for the person who made it.
 */
export function ownerOf(actor: Actor): string | null {
  return actor.kind === 'person' || actor.kind === 'token' ? actor.id : null;
}
