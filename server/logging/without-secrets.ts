import { shortened } from '../contracts/limits.ts';

/**
 * Log fields, such as request headers or answers from other programs, have no declaration that says which are secret.
 * So their names decide, and we would rather hide too much. For settings the declaration decides; see
 * `config/secrets.ts`.
 */
const SECRET_NAME = /secret|password|passwd|authorization|cookie|token|api_?key/i;
/**
 * `//user:password@` in addresses such as the database's. A password may contain `@` itself, so the last one counts.
 */
const ADDRESS_PASSWORD = /(\/\/[^:@/\s]*):[^/\s]+@/g;
const HIDDEN = '[hidden]';
/** Deeper values are not logged. Log fields are nearly flat, so this only stops circular ones. */
const MAX_DEPTH = 6;
/** The most characters of a field: a log that one request can fill is of no use to anybody. */
const LONGEST = 2_000;

/** The text with the passwords in its addresses replaced. */
export function hideAddressPasswords(text: string, placeholder = HIDDEN): string {
  return text.replace(ADDRESS_PASSWORD, `$1:${placeholder}@`);
}

/**
 * A copy of log fields in which everything with a name like `secret` or `authorization` is hidden, and long texts are
 * cut off. Errors stay as they are.
 */
export function withoutSecrets(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRET_NAME.test(name) ? HIDDEN : cleaned(value, depth)]),
  );
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shortened(hideAddressPasswords(value), LONGEST);
  if (Array.isArray(value)) return depth < MAX_DEPTH ? value.map((item) => cleaned(item, depth + 1)) : '[…]';
  if (!isPlainObject(value)) return value;
  return depth < MAX_DEPTH ? withoutSecrets(value, depth + 1) : '[…]';
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
