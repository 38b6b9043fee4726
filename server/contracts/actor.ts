import { z } from 'zod';

/**
 * Who changed something. Stored with each event, so that the farm's history shows who did what. `open`: somebody on the
 * network, on a farm where nobody has to sign in; all that is known is their address, and it is empty if even that is
 * unknown.
 */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  /** A program with a token that a person made; `id` is the person's id, `name` is the token's name. */
  z.object({ kind: z.literal('token'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('worker'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('plugin'), id: z.string() }),
  z.object({ kind: z.literal('manager') }),
  /** Somebody at the command line of the manager's machine; `id` is their account on that machine. */
  z.object({ kind: z.literal('terminal'), id: z.string() }),
  z.object({ kind: z.literal('open'), address: z.string() }),
]);
export type Actor = z.infer<typeof actorSchema>;
/** A render node that gave its credentials. */
export type WorkerActor = Extract<Actor, { kind: 'worker' }>;

/** The manager itself: for what it does by the clock, or to finish what somebody else began. */
export const MANAGER = { kind: 'manager' } as const satisfies Actor;

/**
 * What tells this actor apart from others; programs with a token count as the person who made it. Where nobody signs
 * in, all are one: one computer may have several addresses.
 */
export function identityOf(actor: Actor): string {
  if (actor.kind === 'worker' || actor.kind === 'plugin' || actor.kind === 'terminal')
    return `${actor.kind}:${actor.id}`;
  const owner = ownerOf(actor);
  return owner === null ? actor.kind : `person:${owner}`;
}

/**
 * The person who owns a job that this actor submits; null = nobody. A token submits on behalf of the person who made
 * it.
 */
export function ownerOf(actor: Actor): string | null {
  return actor.kind === 'person' || actor.kind === 'token' ? actor.id : null;
}
