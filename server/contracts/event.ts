import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { PersonEvent, SessionEvent, TokenEvent } from './events/account-events.ts';
import type {
  deadLetterEventSchema,
  farmStatusEventSchema,
  lastRenderedEventSchema,
  lifeCycleEventSchema,
  settingsEventSchema,
  workerTagEventSchema,
} from './events/farm-events.ts';
import type { JobEvent } from './events/job-event.ts';
import type { TaskEvent } from './events/task-event.ts';
import type { WorkerEvent } from './events/worker-event.ts';

/**
 * Every type of event with its payload, which says what happened to what, along with the facts that pages and messages
 * need. The envelope says who did it and when. Flamenco 3's broadcasts are made from these events at the edge
 * (`events/flamenco-event.ts`).
 */
export interface FarmEvents {
  'job.submitted': JobEvent;
  'job.changed': JobEvent;
  'job.deleted': JobEvent;
  'task.changed': TaskEvent;
  'worker.changed': WorkerEvent;
  'worker-tag.changed': z.infer<typeof workerTagEventSchema>;
  'last-rendered.updated': z.infer<typeof lastRenderedEventSchema>;
  'farm-status.changed': z.infer<typeof farmStatusEventSchema>;
  'settings.changed': z.infer<typeof settingsEventSchema>;
  'dead-letter.changed': z.infer<typeof deadLetterEventSchema>;
  'person.changed': PersonEvent;
  'session.changed': SessionEvent;
  'token.changed': TokenEvent;
  'manager.life-cycle': z.infer<typeof lifeCycleEventSchema>;
}
export type FarmEventType = keyof FarmEvents;

/** An event as subscribers get it. `seq` grows from event to event, by one or more. */
export type FarmEvent<T extends FarmEventType = FarmEventType> = {
  [K in T]: {
    readonly seq: number;
    readonly type: K;
    readonly at: string;
    /** Who did it. */
    readonly by: Actor;
    readonly jobId?: string;
    readonly payload: FarmEvents[K];
  };
}[T];
