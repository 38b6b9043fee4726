import type { FarmEvent } from '../../../contracts/event.ts';
import type { LiveMessage } from '../../../contracts/web/live.ts';
import type { EventBus } from '../../../events/bus.ts';
import { eventRange, readEvents } from '../../../persistence/repositories/events.repository.ts';
import type { Tables } from '../../../persistence/tables.ts';
import { EventBuffer } from './event-buffer.ts';

/** Events that wait for one client at most. */
const BUFFER_LIMIT = 2000;
/** A client that was away for longer than this many events fetches everything again: that is less work. */
const BACKLOG_LIMIT = 5000;

export interface FollowOptions {
  /** The last event that the client has; undefined = it has none. */
  readonly after: number | undefined;
  wanted(event: FarmEvent): boolean;
  readonly signal: AbortSignal;
  readonly bufferLimit?: number;
}

/** `seq`: where to follow from again after this message. */
export interface LiveItem {
  readonly seq: number;
  readonly message: LiveMessage;
}

/**
 * All wanted events after `after`, each once and in order, until the signal. Listens first, then reads the log, then
 * hands on what came meanwhile, so nothing falls between. A `gap` stands for events that are gone; it also comes first
 * when `after` is undefined, since only a fetch that begins after it is sure to miss nothing.
 */
export async function* followEvents(
  source: { readonly events: EventBus; readonly tables: Tables },
  options: FollowOptions,
): AsyncGenerator<LiveItem, void, undefined> {
  const buffer = new EventBuffer(options.bufferLimit ?? BUFFER_LIMIT);
  const close = (): void => buffer.close();
  options.signal.addEventListener('abort', close);
  if (options.signal.aborted) close();
  const unlisten = source.events.listen((events) => buffer.push(events.filter((event) => options.wanted(event))));
  try {
    let position = options.after;
    const range = await eventRange(source.tables);
    if (position === undefined || !reachesBack(range, position)) {
      position = range.last;
      yield gap(position);
    } else {
      for (let batch = await readEvents(source.tables, position); batch.length > 0 && !options.signal.aborted;) {
        for (const event of batch) {
          position = event.seq;
          if (options.wanted(event)) yield { seq: event.seq, message: { kind: 'event', event } };
        }
        batch = await readEvents(source.tables, position);
      }
    }
    for (let taken = await buffer.take(); taken; taken = await buffer.take()) {
      if ('missedUpTo' in taken) {
        position = Math.max(position, taken.missedUpTo);
        yield gap(position);
        continue;
      }
      for (const event of taken.events) {
        if (event.seq <= position) continue;
        position = event.seq;
        yield { seq: event.seq, message: { kind: 'event', event } };
      }
    }
  } finally {
    unlisten();
    options.signal.removeEventListener('abort', close);
  }
}

/** Whether the log still has everything after `seq`. A number beyond its end comes from another database. */
function reachesBack(range: { first: number; last: number }, seq: number): boolean {
  return seq >= range.first - 1 && seq <= range.last && range.last - seq <= BACKLOG_LIMIT;
}

function gap(seq: number): LiveItem {
  return { seq, message: { kind: 'gap' } };
}
