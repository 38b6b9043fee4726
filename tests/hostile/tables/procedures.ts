import { appRouter } from '#server/trpc/app-router.ts';
import { NONSENSE } from '../nonsense.ts';
import { DECENT, requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

/** Longest address that is sent; what is longer is refused by its length alone. */
const LONGEST = 14_000;
const FIELDS = ['id', 'ids', 'name', 'jobId', 'query', 'cursor', 'status', 'limit', '__proto__'];
const { procedures }: { procedures: Record<string, { _def: { type: string } }> } = (
  appRouter as unknown as { _def: { procedures: Record<string, { _def: { type: string } }> } }
)._def;

function triesOf(name: string, type: string): Try[] {
  const inputs = NONSENSE.flatMap(({ name: what, json }) => [
    { what, json },
    ...FIELDS.map((field) => ({ what: `${field}: ${what}`, json: `{${JSON.stringify(field)}:${json}}` })),
  ]);
  return inputs.flatMap(({ what, json }) => {
    if (type === 'mutation') {
      const headers = { 'content-type': 'application/json' };
      return [
        requestTry(`${name}, ${what}`, { method: 'POST', path: `/api/trpc/${name}`, headers, body: json }, DECENT),
      ];
    }
    const path = `/api/trpc/${name}?input=${encodeURIComponent(json.toWellFormed())}`;
    return path.length < LONGEST ? [requestTry(`${name}, ${what}`, { path }, DECENT)] : [];
  });
}

export const TABLES: readonly Table[] = [
  {
    title: 'no input of a page is too strange for an answer',
    tries: Object.entries(procedures).flatMap(([name, { _def }]) =>
      _def.type === 'subscription' ? [] : triesOf(name, _def.type),
    ),
    short: 60,
  },
];
