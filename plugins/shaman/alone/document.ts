import { STATUS_CODES } from 'node:http';
import { documentText, openApiDocument } from '#server/trpc/v3/document.ts';
import { aloneRouter } from './operations.ts';

interface Document {
  paths: Record<string, Record<string, { security?: unknown; responses: Record<string, unknown> }>>;
}

/** The OpenAPI document of a store that runs alone, as text; committed as `openapi/shaman.json`. */
export function aloneDocumentText(): string {
  const routes = aloneRouter(() => {
    throw new Error('the document is made without a store');
  });
  const document = openApiDocument(routes, {
    title: 'Flamenco-NG Shaman',
    description:
      'A store of files by their content, with checkouts of them, without a manager. The operations are those of a manager. Every refusal is an `Error` whose `code` repeats the status.',
    tags: ['shaman'],
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '`token` of flamenco-shaman.yaml.' } },
  });
  for (const operations of Object.values((document as unknown as Document).paths)) {
    for (const operation of Object.values(operations)) {
      operation.security = [{ token: [] }];
      const { default: refusal, ...responses } = operation.responses;
      operation.responses = {
        ...responses,
        401: { ...(refusal as object), description: STATUS_CODES[401] },
        default: refusal,
      };
    }
  }
  return documentText(document);
}
