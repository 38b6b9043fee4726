import { tracked } from '@trpc/server';
import { z } from 'zod';
import { flamencoEvents } from '../../../events/flamenco-event.ts';
import { procedureFor } from '../../init.ts';
import { followEvents } from './follow-events.ts';
import { openStream } from './open-stream.ts';
import { readPosition } from './read-position.ts';

/**
 * What Flamenco 3 broadcasts over Socket.IO, as server-sent events, each of the form `{topic, name, payload}`. A client
 * that is new or was away for too long first gets an item with the topic `gap`: what it knows may be out of date.
 */
export const liveFlamencoEvents = procedureFor('live.follow')
  .input(z.object({ lastEventId: z.string().nullish() }).optional())
  .subscription(async function* ({ ctx, input, signal }) {
    const { database, events } = ctx.farm;
    const batches = openStream(ctx, signal, (ended) =>
      followEvents(
        { events, tables: database.tables },
        { after: readPosition(input?.lastEventId), follows: () => true, signal: ended },
      ),
    );
    for await (const batch of batches) {
      for (const { seq, message } of batch.items()) {
        if (message.kind === 'gap') yield tracked(String(seq), { topic: 'gap', name: 'gap', payload: {} });
        if (message.kind !== 'event') continue;
        const broadcasts = flamencoEvents(message.event);
        // A client that continues after the first of two must still get the second.
        for (const [n, told] of broadcasts.entries())
          yield tracked(String(n === broadcasts.length - 1 ? seq : seq - 1), told);
      }
    }
  });
