import { z } from 'zod';
import { FarmError } from '../../../domain/errors.ts';
import type { JobPosition, JobSort } from '../../../persistence/repositories/job-rows.repository.ts';

const value = z.union([z.string(), z.number()]);
const cursorSchema = z.tuple([z.string(), z.boolean(), value, value]);

/** How a list of jobs is sorted. */
export interface JobOrder {
  readonly sort: JobSort;
  readonly descending: boolean;
}

/**
 * Where a page ended, as a text that the client sends back. It contains the order, since it means nothing in another
 * one.
 */
export function writeCursor(order: JobOrder, position: JobPosition): string {
  const parts: z.infer<typeof cursorSchema> = [order.sort, order.descending, position.key, position.tie];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Reads what `writeCursor` wrote.
 * @throws FarmError bad-request when it is not a cursor for this order
 */
export function readCursor(order: JobOrder, cursor: string): JobPosition {
  const parts = cursorSchema.safeParse(parse(cursor));
  if (!parts.success || parts.data[0] !== order.sort || parts.data[1] !== order.descending) {
    throw new FarmError('bad-request', {
      message: `cursor: this is not the nextCursor of a page sorted by ${order.sort}; start without one`,
    });
  }
  return { key: parts.data[2], tie: parts.data[3] };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
