import { z } from 'zod';
import { databaseComplaint } from './database-location.ts';
import { parseListenAddress } from './listen-address.ts';

/** The schema of an address to listen on. */
export const listenKind = z
  .string()
  .refine((text) => parseListenAddress(text) !== undefined, 'is not an address like :8080 or 192.168.1.5:8080');

/** The schema of a database location. */
export const databaseKind = z.string().superRefine((text, context) => {
  const message = databaseComplaint(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});
