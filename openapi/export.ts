import { writeFile } from 'node:fs/promises';
import { documentText } from '#server/trpc/v3/document.ts';

/** Writes the OpenAPI document of the manager beside this file: `npm run openapi:export`. */
await writeFile(new URL('openapi.json', import.meta.url), documentText());
