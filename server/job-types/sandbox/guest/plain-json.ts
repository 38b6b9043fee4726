// Taken before any script runs: a script that replaces JSON.stringify only fools itself.
const { parse, stringify } = JSON;
const { isArray, from: arrayFrom } = Array;
const { keys, defineProperty, getOwnPropertyNames, getPrototypeOf, prototype: ObjectPrototype } = Object;
const { apply } = Reflect;
const { isFinite: isFiniteNumber, isSafeInteger } = Number;

/** Whatever reads the copy later calls itself for each level of it. */
const MOST_LEVELS = 100;

/** What becomes of `undefined` inside an object. In a list, it always becomes null. */
interface CopyRules {
  undefinedBecomes: 'null' | 'nothing';
  /** Whether keys of prototypes count, such as the getters of a class. */
  inherited?: boolean;
}

/**
 * A deep copy of what JSON can hold, so that script and copy have nothing in common. A Set becomes a list, a Map a list
 * of pairs, and functions are left out. `what` names the value in errors.
 * Throws for numbers that JSON cannot hold, because they would reach the worker as null, and for what contains itself.
 */
export function copyPlain<T>(value: T, what: string, rules: CopyRules): T {
  return copyValue(value, '', { what, rules, outer: [] }) as T;
}

export const parseJson = parse;
export const writeJson: (value: unknown) => string = stringify;

interface Copying {
  readonly what: string;
  readonly rules: CopyRules;
  /** The lists and objects around the value. */
  readonly outer: object[];
}

function copyValue(value: unknown, key: string | number, copying: Copying): unknown {
  if (typeof value === 'string' || value === null) return value;
  if (typeof value === 'object') {
    const { toJSON } = value as { toJSON?: unknown };
    return typeof toJSON === 'function'
      ? copyOuter(apply(toJSON, value, [key]), key, copying)
      : copyOuter(value, key, copying);
  }
  return copyBare(value, key, copying);
}

/** A value whose own `toJSON()` has had its say. */
function copyOuter(value: unknown, key: string | number, copying: Copying): unknown {
  if (typeof value !== 'object' || value === null) return copyBare(value, key, copying);
  const { what, outer } = copying;
  if (outer.includes(value)) throw new TypeError(`${what}: "${key}" is circular, it contains itself`);
  if (outer.length >= MOST_LEVELS)
    throw new TypeError(`${what} has more than ${MOST_LEVELS} lists and objects inside each other`);
  outer.push(value);
  const copy = isArray(value) ? copyList(value, copying) : copyObject(value, key, copying);
  outer.pop();
  return copy;
}

function copyBare(value: unknown, key: string | number, { what }: Copying): unknown {
  if (typeof value === 'number') {
    if (!isFiniteNumber(value)) throw new TypeError(`${what}: "${key}" is ${value}, which is not a usable number`);
    return value;
  }
  if (typeof value === 'bigint') {
    if (!isSafeInteger(Number(value)))
      throw new TypeError(`${what}: "${key}" is ${value}, which is too large a number`);
    return Number(value);
  }
  return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
}

function copyList(list: readonly unknown[], copying: Copying): unknown[] {
  const copy: unknown[] = [];
  for (let index = 0; index < list.length; index++) copy.push(copyValue(list[index], index, copying) ?? null);
  return copy;
}

function copyObject(object: object, key: string | number, copying: Copying): unknown {
  const prototype: unknown = getPrototypeOf(object);
  if (prototype === ObjectPrototype || prototype === null) return copyKeys(object, copying);
  if (object instanceof Set || object instanceof Map || isTypedArray(object))
    return copyList(arrayFrom(object as Iterable<unknown>), copying);
  // A text, a number or a flag that was made with `new`.
  if (/^\[object (?:String|Number|Boolean)\]$/.test(tagOf(object))) return copyValue(object.valueOf(), key, copying);
  return copyKeys(object, copying);
}

function copyKeys(object: object, copying: Copying): Record<string, unknown> {
  const { rules } = copying;
  const copy: Record<string, unknown> = {};
  for (const key of rules.inherited ? allKeys(object) : keys(object)) {
    const given = (object as Readonly<Record<string, unknown>>)[key];
    let value = copyValue(given, key, copying);
    if (given === undefined && rules.undefinedBecomes === 'null') value = null;
    if (value === undefined) continue;
    // Assigning to this key would change what the copy inherits.
    if (key === '__proto__') defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
    else copy[key] = value;
  }
  return copy;
}

function tagOf(object: object): string {
  // oxlint-disable-next-line typescript/unbound-method -- called with the object as `this`
  return String(apply(ObjectPrototype.toString, object, []));
}

function isTypedArray(value: object): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** The keys of an object, then those of its prototypes as far as they are not part of the language. */
function allKeys(object: object): string[] {
  const all = new Set(keys(object));
  for (let from = getPrototypeOf(object) as object | null; from; from = getPrototypeOf(from) as object | null) {
    if (from === ObjectPrototype) break;
    for (const key of getOwnPropertyNames(from)) if (key !== 'constructor') all.add(key);
  }
  return [...all];
}
