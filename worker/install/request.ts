import { z } from 'zod';

/** A desktop that somebody is logged on to. */
const desktopSchema = z.object({ session: z.int(), sid: z.string(), account: z.string() });

/**
 * What `join.ps1` found out and was asked for. It comes as a file, since Windows PowerShell loses quotes inside of
 * arguments; the registration secret comes by the environment.
 */
const requestSchema = z.object({
  /** Full path of the folder that everything is installed into. */
  dir: z.string().min(1),
  /** Without a slash at the end. */
  managerUrl: z.url(),
  /** Full path of the Node that is to run the worker. */
  node: z.string().min(1),
  /** Full path of the folder of the new version, below `versions`. */
  version: z.string().min(1),
  name: z.string().nullable(),
  tags: z.array(z.string()),
  /** Whether the worker is to start whenever the account logs on. */
  service: z.boolean(),
  account: z.string(),
  sid: z.string().regex(/^S-1(-\d+)+$/, 'must be a security identifier'),
  isElevated: z.boolean(),
  /** Session of this process; services and SSH have 0, which has no desktop. */
  session: z.int(),
  /** Null if that could not be found out. */
  desktops: z.array(desktopSchema).nullable(),
});
export type InstallRequest = z.infer<typeof requestSchema>;

/** @throws Error if it is not what `join.ps1` writes. */
export function parseRequest(text: string): InstallRequest {
  return requestSchema.parse(JSON.parse(text));
}
