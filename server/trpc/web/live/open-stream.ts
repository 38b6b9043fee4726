import { networkOf } from '../../../access/network-of.ts';
import { identityOf } from '../../../contracts/actor.ts';
import { FarmError } from '../../../domain/errors.ts';
import type { EventBus } from '../../../events/bus.ts';
import type { RequestContext } from '../../context.ts';

/**
 * How many streams one caller may have open: each page has one, with a task's log two, and a browser keeps six. Where
 * nobody signs in, all people behind one address are one caller.
 */
const MOST_STREAMS = 120;

const openStreams = new WeakMap<EventBus, Map<string, number>>();

/**
 * Streams what `follow` makes, until the client leaves, or until what it was let in with has ended.
 * @throws FarmError too-many when this caller has many streams already
 */
export async function* openStream<T>(
  { farm, caller: { actor, ended } }: Pick<RequestContext, 'farm' | 'caller'>,
  left: AbortSignal | undefined,
  follow: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const open = openStreams.get(farm.events) ?? new Map<string, number>();
  openStreams.set(farm.events, open);
  const who = actor.kind === 'open' ? networkOf(actor.address) : identityOf(actor);
  const count = open.get(who) ?? 0;
  if (count >= MOST_STREAMS)
    throw new FarmError('too-many', {
      message: `${MOST_STREAMS} live connections from your address are open already; close some pages, or name the proxy that you all come through in "trusted_proxies"`,
    });
  open.set(who, count + 1);
  try {
    yield* follow(AbortSignal.any([left, ended].filter((signal) => signal !== undefined)));
  } finally {
    const others = (open.get(who) ?? 1) - 1;
    if (others > 0) open.set(who, others);
    else open.delete(who);
  }
}
