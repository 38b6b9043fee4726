import type { AnyProcedure, AnyTRPCRouter } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aloneRouter } from '#plugins/shaman/alone/operations.ts';
import type { ShamanService } from '#plugins/shaman/service.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import type { ProcedureMeta } from '#server/trpc/init.ts';
import { uploadLimits } from '#server/trpc/v3/upload.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';

/** More characters and entries than anything may have. */
const TOO_LONG = 'x'.repeat(5 * 1024 * 1024);
const TOO_MANY = 150_000;
const TOO_MANY_KEYS = 5_000;

const BAD_KEYS = {
  'many keys': Object.fromEntries(Array.from({ length: TOO_MANY_KEYS }, (_, n) => [`k${n}`, ''])),
  'a long key': { [TOO_LONG]: '' },
  'NUL in a key': { 'a\0b': '' },
};
const BAD_VALUES = {
  'a long value': { k: TOO_LONG },
  'a long list': { k: Array.from({ length: 600_000 }, () => '') },
  'NUL deep down': { k: [{ v: '\0' }] },
  'a number that is none': { k: Infinity },
};

interface Input {
  readonly name: string;
  readonly schema: z.ZodType;
}

/** The inputs of all procedures, without the request headers among them: Node takes 16 KiB of headers in all. */
function inputsOf(router: AnyTRPCRouter): Input[] {
  return Object.entries(router._def.procedures as Record<string, AnyProcedure>).flatMap(([name, { _def }]) => {
    const { inputs, meta } = _def as unknown as { inputs: z.ZodType[]; meta: ProcedureMeta };
    const headers = Object.keys(meta.openapi?.requestHeaders?.shape ?? {});
    return inputs.map((schema) => ({ name, schema: headers.length > 0 ? without(headers, schema) : schema }));
  });
}

function without(names: readonly string[], schema: z.ZodType): z.ZodType {
  const kept = Object.entries((schema as z.ZodObject).shape).filter(([name]) => !names.includes(name));
  return z.object(Object.fromEntries(kept));
}

/** Every place of a schema where it takes more than it should, such as `body.files[].path: long text`. */
function unboundedIn(schema: z.ZodType, place = '', seen = new Set<z.ZodType>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const inside = (part: unknown, at = place) => unboundedIn(part as z.ZodType, at, seen);
  const def = schema.def as z.core.$ZodTypeDef & Record<string, unknown>;
  switch (def.type) {
    case 'string':
      return badText(schema, place);
    case 'object':
      return Object.entries((schema as z.ZodObject).shape).flatMap(([key, part]) => inside(part, `${place}.${key}`));
    case 'array':
      return [...tooMany(schema, place), ...inside(def['element'], `${place}[]`)];
    case 'record':
      return badRecord(schema as z.ZodRecord, place, inside);
    case 'union':
      return (def['options'] as z.ZodType[]).flatMap((option) => inside(option));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return inside(def['innerType']);
    case 'pipe':
      return (def['in'] as z.ZodType).def.type === 'string' ? badText(schema, place) : inside(def['in']);
    case 'number':
    case 'boolean':
    case 'null':
    case 'enum':
    case 'literal':
    case 'undefined':
      return [];
    case 'custom':
      return uploadLimits(schema) ? [] : [`${place}: ${def.type}`];
    default:
      return [`${place}: ${def.type}, which this spec does not know to be bounded`];
  }
}

/** A long text and a NUL are refused, or shortened and replaced. */
function badText(schema: z.ZodType, place: string): string[] {
  const long = schema.safeParse(TOO_LONG);
  const nul = schema.safeParse('a\0b');
  return [
    ...(long.success && String(long.data).length >= TOO_LONG.length ? [`${place}: long text`] : []),
    ...(nul.success && String(nul.data).includes('\0') ? [`${place}: NUL`] : []),
  ];
}

function tooMany(schema: z.ZodType, place: string): string[] {
  const checks = (schema.def.checks ?? []).map((check) => check._zod.def as { check: string; maximum?: number });
  const most = checks.find(({ check }) => check === 'max_length')?.maximum ?? Infinity;
  return most <= TOO_MANY ? [] : [`${place}: many entries`];
}

/** What the whole refuses, its keys and values need not refuse once more. */
function badRecord(schema: z.ZodRecord, place: string, inside: (part: unknown, at: string) => string[]): string[] {
  const valueType = schema.def.valueType as z.ZodType;
  const isAny = valueType.def.type === 'unknown' || valueType.def.type === 'any';
  const tries = Object.entries({ ...BAD_KEYS, ...(isAny ? BAD_VALUES : {}) });
  const taken = tries.filter(([, value]) => schema.safeParse(value).success);
  return [...taken.map(([what]) => `${place}: ${what}`), ...(isAny ? [] : inside(valueType, `${place}{}`))];
}

describe('no input of the manager is without limits', () => {
  const service = () => ({}) as ShamanService;
  test.each([...inputsOf(v3Router), ...inputsOf(appRouter), ...inputsOf(aloneRouter(service))])(
    '$name',
    ({ schema }) => {
      expect(unboundedIn(schema)).toEqual([]);
    },
  );
});

test.each([
  ['text', z.object({ a: z.string() }), ['.a: long text', '.a: NUL']],
  ['a list', z.array(z.int()), [': many entries']],
  ['anything', z.object({ a: z.unknown().optional() }), ['.a: unknown, which this spec does not know to be bounded']],
  [
    'an object of texts',
    z.record(z.string(), z.string()),
    [': many keys', ': a long key', ': NUL in a key', '{}: long text', '{}: NUL'],
  ],
])('an input that takes %s without limits is found', (_what, schema, found) => {
  expect(unboundedIn(schema)).toEqual(found);
});
