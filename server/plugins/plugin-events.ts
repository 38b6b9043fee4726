import type { z } from 'zod';
import type { FarmEvents, FarmEventType } from '../contracts/event.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';

/** The payloads of a plugin's own events, by type. */
export type PluginEvents<Id extends string = string> = Readonly<Record<`${Id}.${string}`, z.ZodType>>;

/** Refuses types that could be taken for somebody else's. */
export function checkPluginEvents(id: string, events: PluginEvents): void {
  const strange = Object.keys(events).find((type) => !type.startsWith(`${id}.`));
  if (strange !== undefined) throw new Error(`events of the plugin ${id} begin with "${id}."; "${strange}" does not`);
}

/**
 * The transaction as its plugin sees it: it may emit events of its own only, with payloads that fit. Those of the
 * kernel come about by what changes, that is by use cases.
 */
export function withOwnEvents(tx: Transaction, id: string, events: PluginEvents): Transaction {
  return {
    dialect: tx.dialect,
    tables: tx.tables,
    by: tx.by,
    now: tx.now,
    afterCommit: (action) => tx.afterCommit(action),
    emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string) {
      const schema = Object.hasOwn(events, type) ? (events as Record<string, z.ZodType>)[type] : undefined;
      if (!schema)
        throw new FarmError('internal', { message: `the plugin ${id} emits "${type}", which is none of its events` });
      const parsed = schema.safeParse(payload);
      if (!parsed.success) {
        const message = `the plugin ${id} emits "${type}" with a payload that does not fit: ${parsed.error.message}`;
        throw new FarmError('internal', { message });
      }
      tx.emit(type, payload, jobId);
    },
  };
}
