import type { FarmEvent } from '../../../contracts/event.ts';
import type { LiveMessage } from '../../../contracts/web/live.ts';
import type { EventBus } from '../../../events/bus.ts';
import { eventRange, readEvents } from '../../../persistence/repositories/events.repository.ts';
import type { Tables } from '../../../persistence/tables.ts';
import { EventBuffer } from './event-buffer.ts';
import { progressOf } from './progress-of.ts';

/** Events that wait for one client at most. */
const BUFFER_LIMIT = 2000;
/** A client that was away for longer than this many events fetches everything again: that is less work. */
const BACKLOG_LIMIT = 5000;

export interface FollowOptions {
  /** The last event that the client has; undefined = it has none. */
  readonly after: number | undefined;
  /** Whether a task event also comes by itself; all are summed up. */
  follows(event: FarmEvent<'task.changed'>): boolean;
  readonly signal: AbortSignal;
  readonly bufferLimit?: number;
}

/** `seq`: where to follow from again after this message. */
export interface LiveItem {
  readonly seq: number;
  readonly message: LiveMessage;
}

/**
 * All events after `after`, each once and in order, until the signal; task events as progress too,
 * and by themselves only where they are followed. Listens first, then reads the log, then
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
  const unlisten = source.events.listen((events) => buffer.push(events));
  try {
    let position = options.after;
    const range = await eventRange(source.tables);
    if (position === undefined || !reachesBack(range, position)) {
      position = range.last;
      yield gap(position);
    } else {
      for (let batch = await readEvents(source.tables, position); batch.length > 0 && !options.signal.aborted;) {
        yield* messagesOf(batch, options);
        position = batch.at(-1)?.seq ?? position;
        batch = await readEvents(source.tables, position);
      }
    }
    for (let taken = await buffer.take(); taken; taken = await buffer.take()) {
      if ('missedUpTo' in taken) {
        position = Math.max(position, taken.missedUpTo);
        yield gap(position);
        continue;
      }
      const known = position;
      yield* messagesOf(
        taken.events.filter((event) => event.seq > known),
        options,
      );
      position = Math.max(position, taken.events.at(-1)?.seq ?? position);
    }
  } finally {
    unlisten();
    options.signal.removeEventListener('abort', close);
  }
}

/** Events as messages. Progress comes before whatever happened after it. */
function* messagesOf(events: readonly FarmEvent[], { follows }: Pick<FollowOptions, 'follows'>): Generator<LiveItem> {
  let summed: FarmEvent<'task.changed'>[] = [];
  function* sum(seq: number | undefined): Generator<LiveItem> {
    if (summed.length === 0 || seq === undefined) return;
    const progress = progressOf(summed.map((event) => event.payload));
    summed = [];
    yield { seq, message: { kind: 'progress', progress } };
  }
  for (const event of events) {
    const isTask = event.type === 'task.changed';
    if (isTask) summed.push(event);
    if (isTask && !follows(event)) continue;
    // Whoever goes on from the progress must not miss the event that comes with it.
    yield* sum(event.seq - 1);
    yield { seq: event.seq, message: { kind: 'event', event } };
  }
  yield* sum(events.at(-1)?.seq);
}

/** Whether the log still has everything after `seq`. A number beyond its end comes from another database. */
function reachesBack(range: { first: number; last: number }, seq: number): boolean {
  return seq >= range.first - 1 && seq <= range.last && range.last - seq <= BACKLOG_LIMIT;
}

function gap(seq: number): LiveItem {
  return { seq, message: { kind: 'gap' } };
}
