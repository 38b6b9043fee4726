import type { z } from 'zod';
import type { FarmEvents, FarmEventType } from '../contracts/event.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';

/** The payloads of a plugin's own events, by type. */
export type PluginEvents<Id extends string = string> = Readonly<Record<`${Id}.${string}`, z.ZodType>>;

/** Throws for event types that could be mistaken for somebody else's. */
export function checkPluginEvents(id: string, events: PluginEvents): void {
  const strange = Object.keys(events).find((type) => !type.startsWith(`${id}.`));
  if (strange !== undefined)
    throw new Error(`events of the plugin ${id} must begin with "${id}."; "${strange}" does not`);
}

/**
 * The transaction as its plugin sees it. The plugin may emit only its own events, with payloads that fit; the kernel's
 * events are emitted by use cases, which change what those events are about.
 */
export function withOwnEvents(tx: Transaction, id: string, events: PluginEvents): Transaction {
  return {
    dialect: tx.dialect,
    tables: tx.tables,
    by: tx.by,
    now: tx.now,
    audit: (change) => tx.audit(change),
    afterCommit: (action) => tx.afterCommit(action),
    emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string) {
      const schema = Object.hasOwn(events, type) ? (events as Record<string, z.ZodType>)[type] : undefined;
      if (!schema)
        throw new FarmError('internal', {
          message: `the plugin ${id} emitted "${type}", which is not one of its events`,
        });
      const parsed = schema.safeParse(payload);
      if (!parsed.success) {
        const message = `the plugin ${id} emitted "${type}" with a payload that does not fit: ${parsed.error.message}`;
        throw new FarmError('internal', { message });
      }
      tx.emit(type, payload, jobId);
    },
  };
}
