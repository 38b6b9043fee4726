import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aloneDocumentText } from '#plugins/shaman/alone/document.ts';
import { documentText, openApiDocument } from '#server/trpc/v3/document.ts';
import { tidyComponents } from '#server/trpc/v3/tidy-components.ts';

test('the committed document matches the procedures; `npm run openapi:export` writes it', () => {
  expect(readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8')).toBe(documentText());
});

test('so does that of the standalone file store, which requires a token for everything', () => {
  const text = readFileSync(new URL('../../openapi/shaman.json', import.meta.url), 'utf8');
  expect(text).toBe(aloneDocumentText());
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(5);
  for (const operation of operations) expect(operation).toMatchObject({ security: [{ token: [] }] });
});

test('every reference in the document leads somewhere', () => {
  const document = openApiDocument() as { components: { schemas: Record<string, unknown> } };
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
});

test('every operation has an id, one tag, a summary, and says how it refuses', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, Record<string, unknown>>> };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      expect(operation, `${method} ${path}`).toMatchObject({
        operationId: expect.stringMatching(/^[a-z]\w+$/),
        tags: [expect.any(String)],
        summary: expect.stringMatching(/^[A-Z].*\.$/),
        responses: { default: expect.anything() },
      });
    }
  }
});

test('a schema is the same in requests and answers', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const answered = (jobOutput: object) => ({
    components: { schemas: { Job: { type: 'object' }, JobOutput: jobOutput, Jobs: { items: ref('JobOutput') } } },
  });
  expect(tidyComponents(answered({ type: 'object', additionalProperties: false }))).toEqual({
    components: { schemas: { Job: { type: 'object' }, Jobs: { items: ref('Job') } } },
  });
  expect(() => tidyComponents(answered({ type: 'string' }))).toThrow('Job differs between answers and requests');
});
