import { z } from 'zod';
import type { YamlFile } from '../read-yaml.ts';
import { isRecord, valueAt } from './plain-data.ts';
import { below, type KeyPath, writtenAs } from './tree.ts';

/** What somebody wrote, in the shape that a declaration gives it. */
export interface FittedData {
  /** Ready to be parsed, without the unknown keys. */
  readonly data: unknown;
  /** Keys that are not declared, in the order of the file. */
  readonly unknown: readonly KeyPath[];
}

/** YAML 1.1 words for yes and no, which Flamenco 3 reads too. */
const BOOLEAN_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', 'y'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', 'n'].map((word) => [word, false] as const),
]);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/**
 * Fits the content of a YAML file. What a scalar means depends on its key: `yes` is true where a boolean is expected
 * and a text elsewhere; `1.10` and `0123` stay as they are written where a text is expected. In open objects,
 * undeclared keys stay too, with the meaning that YAML gives them.
 */
export function fitYaml(tree: z.ZodObject, yaml: YamlFile): FittedData {
  return fitted(tree, { written: yaml.texts ?? {}, meant: yaml.values ?? {} }, YAML);
}

/** Fits settings that came in as JSON, where `"yes"` is not a boolean and `"3"` is not a number. */
export function fitJson(tree: z.ZodObject, json: unknown): FittedData {
  return fitted(tree, { written: json, meant: json }, JSON_NOTATION);
}

/** The same value twice: with numbers and booleans as they are written, and with real ones. */
interface Given {
  readonly written: unknown;
  readonly meant: unknown;
}

/** How a file or a request writes the values that a declaration asks for. */
interface Notation {
  scalar(kind: z.ZodType, given: Given): unknown;
  /** What is kept of a key that an open group does not know. */
  undeclared(given: Given): unknown;
}

const YAML: Notation = {
  scalar(kind, { written, meant }) {
    if (typeof written !== 'string') return written;
    if (kind instanceof z.ZodBoolean) return BOOLEAN_WORDS.get(written.toLowerCase()) ?? written;
    const isNumeric = kind instanceof z.ZodNumber || (kind instanceof z.ZodLiteral && typeof kind.value === 'number');
    if (isNumeric) return NUMBER.test(written) ? Number(written) : written;
    return kind instanceof z.ZodUnknown || kind instanceof z.ZodAny ? meant : written;
  },
  undeclared: ({ meant }) => meant,
};
const JSON_NOTATION: Notation = { scalar: (_kind, { written }) => written, undeclared: () => undefined };

/** Walks through data and declaration side by side. */
class Fitting {
  readonly unknown: KeyPath[] = [];
  readonly #notation: Notation;

  constructor(notation: Notation) {
    this.#notation = notation;
  }

  fit(schema: z.ZodType, given: Given, path: KeyPath): unknown {
    const kind = writtenAs(schema);
    const { written } = given;
    if (kind instanceof z.ZodUnion) return this.#fitChoice(kind, given, path);
    if (kind instanceof z.ZodArray && Array.isArray(written))
      return written.map((_item, index) => this.#fitBelow(kind, given, path, index));
    if ((kind instanceof z.ZodObject || kind instanceof z.ZodRecord) && isRecord(written))
      return Object.fromEntries(
        Object.keys(written)
          .map((key) => [key, this.#fitBelow(kind, given, path, key)])
          .filter(([, item]) => item !== undefined),
      );
    return this.#notation.scalar(kind, given);
  }

  #fitBelow(parent: z.ZodType, { written, meant }: Given, path: KeyPath, key: string | number): unknown {
    const given = { written: valueAt(written, [key]), meant: valueAt(meant, [key]) };
    const child = below(parent, key);
    if (child) return this.fit(child, given, [...path, key]);
    this.unknown.push([...path, key]);
    return parent instanceof z.ZodObject && parent.def.catchall ? this.#notation.undeclared(given) : undefined;
  }

  /** Fits the value to the first of the choices that accepts it. */
  #fitChoice(union: z.ZodUnion, given: Given, path: KeyPath): unknown {
    for (const option of union.options as z.ZodType[]) {
      const attempt = new Fitting(this.#notation);
      const data = attempt.fit(option, given, path);
      if (!option.safeParse(data).success) continue;
      this.unknown.push(...attempt.unknown);
      return data;
    }
    return given.written;
  }
}

function fitted(tree: z.ZodObject, given: Given, notation: Notation): FittedData {
  const fitting = new Fitting(notation);
  return { data: fitting.fit(tree, given, []), unknown: fitting.unknown };
}
