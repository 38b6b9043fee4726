import type { Actor } from '../contracts/actor.ts';

/** An actor as the event log stores it. For somebody without an account, `actor_id` is their address. */
export interface ActorColumns {
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
  readonly actor_name: string | null;
}

/** The columns that store an actor. */
export function actorColumns(actor: Actor): ActorColumns {
  switch (actor.kind) {
    case 'person':
    case 'token':
    case 'worker':
      return { actor_kind: actor.kind, actor_id: actor.id, actor_name: actor.name };
    case 'plugin':
    case 'terminal':
      return { actor_kind: actor.kind, actor_id: actor.id, actor_name: null };
    case 'open':
      return { actor_kind: actor.kind, actor_id: actor.address, actor_name: null };
    case 'manager':
      return { actor_kind: actor.kind, actor_id: null, actor_name: null };
    default:
      return actor satisfies never;
  }
}

/** The actor that these columns stand for. */
export function actorOf({ actor_kind: kind, actor_id, actor_name }: ActorColumns): Actor {
  const id = actor_id ?? '';
  switch (kind) {
    case 'person':
    case 'token':
    case 'worker':
      return { kind, id, name: actor_name ?? '' };
    case 'plugin':
    case 'terminal':
      return { kind, id };
    case 'open':
      return { kind, address: id };
    case 'manager':
      return { kind };
    default:
      return kind satisfies never;
  }
}
