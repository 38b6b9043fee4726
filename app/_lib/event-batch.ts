import type { FarmEvents, FarmEventType } from '#server/contracts/event.ts';
import type { JobEvent } from '#server/contracts/events/job-event.ts';
import type { JobProgress } from '#server/contracts/events/task-event.ts';
import type { LiveMessage, WorkersTask } from '#server/contracts/web/live.ts';

/** Something new about one job: what happened to it, or how far it has got. */
export type JobNews =
  | { readonly id: string; readonly kind: 'submitted' | 'changed' | 'deleted'; readonly event: JobEvent }
  | { readonly id: string; readonly kind: 'progress'; readonly progress: JobProgress };

/** Messages that are applied together, once per animation frame, however many have come in. */
export interface EventBatch {
  /** Events were missed: fetch everything again. */
  readonly gap: boolean;
  /** In the order in which it happened. */
  readonly jobs: readonly JobNews[];
  /** What workers were handed and what became of it, in the order in which it happened. */
  readonly tasks: readonly WorkersTask[];
  of<T extends FarmEventType>(type: T): FarmEvents[T][];
}

const KINDS = { 'job.submitted': 'submitted', 'job.changed': 'changed', 'job.deleted': 'deleted' } as const;

/** Sorts a burst of messages by what they are about. */
export function batchOf(messages: readonly LiveMessage[]): EventBatch {
  const of = <T extends FarmEventType>(type: T): FarmEvents[T][] =>
    messages.flatMap((message) =>
      message.kind === 'event' && message.event.type === type ? [message.event.payload as FarmEvents[T]] : [],
    );
  return {
    gap: messages.some((message) => message.kind === 'gap'),
    jobs: messages.flatMap(newsOf),
    tasks: messages.flatMap((message) => (message.kind === 'progress' ? message.progress.tasks : [])),
    of,
  };
}

function newsOf(message: LiveMessage): JobNews[] {
  if (message.kind === 'gap') return [];
  if (message.kind === 'progress')
    return message.progress.jobs.map((progress) => ({ id: progress.id, kind: 'progress', progress }));
  const { event } = message;
  if (event.type !== 'job.submitted' && event.type !== 'job.changed' && event.type !== 'job.deleted') return [];
  return [{ id: event.payload.job.id, kind: KINDS[event.type], event: event.payload }];
}

/**
 * Collects what comes in and hands it over once per animation frame, or twice a second in a hidden tab, which has no
 * animation frames.
 * @returns `add` to put something in, `stop` to drop what is waiting
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
