import { z } from 'zod';

/** A lower-case UUID with dashes, 36 characters; other notations are refused. */
export const uuidSchema = z
  .string()
  .regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'must be a lower-case UUID like 0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c',
  );

/** RFC 3339 in UTC with milliseconds, as `Date.toISOString()` writes it. */
export const timestampSchema = z.string().meta({ format: 'date-time' });

/** The timestamp that clients read as "never" where a field may not be left out. */
export const NEVER = '0001-01-01T00:00:00Z';
