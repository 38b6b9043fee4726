import type { FarmEvents, FarmEventType, JobEvent } from '#server/contracts/event.ts';
import type { LiveMessage } from '#server/contracts/web/live.ts';

/** Messages that are applied together, once per frame however many came. */
export interface EventBatch {
  /** Events were missed: fetch everything again. */
  readonly gap: boolean;
  readonly jobs: readonly JobEvent[];
  readonly submitted: number;
  of<T extends FarmEventType>(type: T): FarmEvents[T][];
}

/** Sorts a burst of messages by what they are about. */
export function batchOf(messages: readonly LiveMessage[]): EventBatch {
  const events = messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
  const of = <T extends FarmEventType>(type: T): FarmEvents[T][] =>
    events.flatMap((event) => (event.type === type ? [event.payload as FarmEvents[T]] : []));
  const jobs = events.flatMap((event) => {
    if (event.type === 'job.deleted') return [{ ...event.payload, was_deleted: true }];
    return event.type === 'job.changed' || event.type === 'job.submitted' ? [event.payload] : [];
  });
  const restarted = of('manager.life-cycle').some((payload) => payload.type === 'manager-startup');
  return {
    gap: restarted || messages.some((message) => message.kind === 'gap'),
    jobs,
    submitted: of('job.submitted').length,
    of,
  };
}

/**
 * Collects what comes in and hands it over once per animation frame; in a hidden tab, where frames stand still, twice a
 * second.
 * @returns `add` to put something in, `stop` to drop what waits
 */
export function perFrame<Item>(handle: (items: Item[]) => void): { add(item: Item): void; stop(): void } {
  let waiting: Item[] = [];
  let cancel: (() => void) | null = null;
  const flush = () => {
    const items = waiting;
    waiting = [];
    cancel?.();
    cancel = null;
    if (items.length > 0) handle(items);
  };
  return {
    add(item) {
      waiting.push(item);
      if (cancel) return;
      const frame = requestAnimationFrame(flush);
      const timer = setTimeout(flush, 500);
      cancel = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
    stop() {
      waiting = [];
      cancel?.();
      cancel = null;
    },
  };
}
