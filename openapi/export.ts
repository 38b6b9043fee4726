import { writeFile } from 'node:fs/promises';
import { aloneDocumentText } from '#plugins/shaman/alone/document.ts';
import { documentText } from '#server/trpc/v3/document.ts';

/** Writes the OpenAPI documents of the manager and of the file store next to this file: `npm run openapi:export`. */
await writeFile(new URL('openapi.json', import.meta.url), documentText());
await writeFile(new URL('shaman.json', import.meta.url), aloneDocumentText());
