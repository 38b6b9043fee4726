import type { z } from 'zod';
import type { ConfigSchema, ConfigSettings } from './config-schema.ts';

export type KeyPath = readonly PropertyKey[];

export type ParsedSettings =
  | { readonly settings: ConfigSettings; readonly unknown: readonly KeyPath[] }
  | { readonly error: z.ZodError; readonly unknown: readonly KeyPath[] };

/**
 * The settings in `data` with their defaults, or what is wrong with the first bad key. Unknown keys are taken out of `data`
 * and listed.
 */
export function parseSettings(schema: ConfigSchema, data: unknown): ParsedSettings {
  const first = schema.safeParse(data);
  if (first.success) return { settings: first.data, unknown: [] };
  const unknown = first.error.issues
    .filter((issue) => issue.code === 'unrecognized_keys')
    .flatMap((issue) => issue.keys.map((key) => [...issue.path, key]));
  for (const path of unknown) forget(data, path);
  const second = schema.safeParse(data);
  return second.success ? { settings: second.data, unknown } : { error: second.error, unknown };
}

/** `shaman.enabled: must be …`, for the first of the complaints. */
export function complaintOf(error: z.ZodError): { readonly path: KeyPath; readonly text: string } {
  const [issue] = error.issues;
  if (!issue) return { path: [], text: 'cannot be used' };
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return { path: issue.path, text: `${describe(issue)}${more}` };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' || issue.expected === 'string' || issue.expected === 'boolean')
    return issue.message;
  if (issue.path.join('.') === '_meta') return 'is missing; write "_meta: {version: 3}"';
  return issue.expected === 'array' ? 'must be a list' : 'must have keys of its own below it';
}

function forget(data: unknown, path: KeyPath): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), data);
  const last = path.at(-1);
  if (isRecord(parent) && last !== undefined) delete parent[String(last)];
}
