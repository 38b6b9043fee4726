import type { FarmEvent, FarmEventType } from '../../../contracts/event.ts';
import type { LiveMessage } from '../../../contracts/web/live.ts';
import type { EventBus } from '../../../events/bus.ts';
import { eventRange, readEvents } from '../../../persistence/repositories/events.repository.ts';
import type { Tables } from '../../../persistence/tables.ts';
import { type EventBatch, listenToBatches } from './event-batches.ts';
import { EventBuffer } from './event-buffer.ts';
import { progressOf } from './progress-of.ts';

/** The most events that wait for one client. */
const BUFFER_LIMIT = 2000;
/** A client that missed more events than this fetches everything again, which is less work. */
const BACKLOG_LIMIT = 5000;

/** What happens to accounts has addresses of people and computers in it, which are not for everybody who looks. */
const ABOUT_ACCOUNTS: ReadonlySet<FarmEventType> = new Set(['person.changed', 'session.changed', 'token.changed']);

/** What a client wants to follow. */
export interface FollowOptions {
  /** The last event that the client has; undefined if it has none. */
  readonly after: number | undefined;
  /** Whether a task event is also sent by itself; all of them are summed up in any case. */
  follows(event: FarmEvent<'task.changed'>): boolean;
  readonly signal: AbortSignal;
  readonly bufferLimit?: number;
}

/** What happened within a moment, for one client. */
export interface LiveBatch {
  /** Each message, with where to continue from after it. */
  items(): Iterable<LiveItem>;
  /** The messages as one JSON list. Clients that follow the same share one text, which is made once. */
  text(): string;
  /** Where to continue from after all of it. */
  readonly seq: number;
}

/** One message. `seq`: where to continue from after it. */
export interface LiveItem {
  readonly seq: number;
  readonly message: LiveMessage;
}

/**
 * All events after `after` but those about accounts, each once and in order, until the signal. Task events are summed
 * up as progress, and sent by themselves only if they are followed. This listens first, then reads the log, then passes
 * on what arrived meanwhile, so that nothing is lost in between. A `gap` stands for events that are gone. It also comes
 * first if `after` is undefined, since only a fetch that starts after it is sure to miss nothing.
 */
export async function* followEvents(
  source: { readonly events: EventBus; readonly tables: Tables },
  options: FollowOptions,
): AsyncGenerator<LiveBatch, void, undefined> {
  const buffer = new EventBuffer(options.bufferLimit ?? BUFFER_LIMIT);
  const close = (): void => buffer.close();
  options.signal.addEventListener('abort', close);
  if (options.signal.aborted) close();
  const unlisten = listenToBatches(source.events, (batch) => buffer.push(batch));
  try {
    let position = options.after;
    const range = await eventRange(source.tables);
    if (position === undefined || !reachesBack(range, position)) {
      position = range.last;
      yield gap(position);
    } else {
      for (let events = await readEvents(source.tables, position); events.length > 0 && !options.signal.aborted;) {
        yield liveBatch({ events, texts: new Map() }, options);
        position = events.at(-1)?.seq ?? position;
        events = await readEvents(source.tables, position);
      }
    }
    for (let taken = await buffer.take(); taken; taken = await buffer.take()) {
      if ('missedUpTo' in taken) {
        position = Math.max(position, taken.missedUpTo);
        yield gap(position);
        continue;
      }
      for (const batch of taken.batches) {
        const known = position;
        const isNew = batch.events.every((event) => event.seq > known);
        const events = isNew ? batch.events : batch.events.filter((event) => event.seq > known);
        position = Math.max(position, events.at(-1)?.seq ?? position);
        if (events.length > 0) yield liveBatch(isNew ? batch : { events, texts: new Map() }, options);
      }
    }
  } finally {
    unlisten();
    options.signal.removeEventListener('abort', close);
  }
}

function liveBatch({ events, texts }: EventBatch, options: Pick<FollowOptions, 'follows'>): LiveBatch {
  const isFollowed = (event: FarmEvent): boolean => event.type === 'task.changed' && options.follows(event);
  return {
    items: () => messagesOf(events, options),
    text: () => {
      const followed = events.filter(isFollowed).map((event) => event.seq);
      const key = followed.join();
      const text = texts.get(key) ?? JSON.stringify([...messagesOf(events, options)].map(({ message }) => message));
      texts.set(key, text);
      return text;
    },
    seq: events.at(-1)?.seq ?? 0,
  };
}

/** Turns events into messages. Progress comes before anything that happened after it. */
function* messagesOf(events: readonly FarmEvent[], { follows }: Pick<FollowOptions, 'follows'>): Generator<LiveItem> {
  let summed: FarmEvent<'task.changed'>[] = [];
  function* sum(seq: number | undefined): Generator<LiveItem> {
    if (summed.length === 0 || seq === undefined) return;
    const progress = progressOf(summed.map((event) => event.payload));
    summed = [];
    yield { seq, message: { kind: 'progress', progress } };
  }
  for (const event of events) {
    if (ABOUT_ACCOUNTS.has(event.type)) continue;
    const isTask = event.type === 'task.changed';
    if (isTask) summed.push(event);
    if (isTask && !follows(event)) continue;
    // A client that continues from the progress must not miss the event that follows it.
    yield* sum(event.seq - 1);
    yield { seq: event.seq, message: { kind: 'event', event } };
  }
  yield* sum(events.at(-1)?.seq);
}

/** Whether the log still has everything after `seq`. A number beyond its end must come from another database. */
function reachesBack(range: { first: number; last: number }, seq: number): boolean {
  return seq >= range.first - 1 && seq <= range.last && range.last - seq <= BACKLOG_LIMIT;
}

function gap(seq: number): LiveBatch {
  const message = { kind: 'gap' } as const;
  return { items: () => [{ seq, message }], text: () => JSON.stringify([message]), seq };
}
