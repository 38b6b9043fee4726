interface Schema {
  enum?: string[];
  properties?: Record<string, Schema & Record<string, unknown>>;
}

interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/**
 * Our document, made stricter for fuzzing. "Any other refusal" is removed, so every answer must be one that the
 * operation declares, and jobs have a type that exists, so some submissions succeed.
 */
export function aimedDocument(text: string): string {
  const document = JSON.parse(text) as Document;
  for (const operations of Object.values(document.paths)) {
    for (const { responses } of Object.values(operations)) delete responses['default'];
  }
  const { type, settings } = document.components.schemas['SubmittedJob']?.properties ?? {};
  if (type === undefined || settings === undefined) throw new Error('the document has no SubmittedJob as we know it');
  type.enum = ['echo-sleep-test'];
  Object.assign(settings, {
    required: ['message', 'sleep_duration_seconds', 'sleep_repeats'],
    properties: {
      message: { type: 'string' },
      sleep_duration_seconds: { type: 'integer', minimum: -1, maximum: 1e9 },
      sleep_repeats: { type: 'integer', minimum: -1, maximum: 20 },
    },
  });
  return JSON.stringify(document);
}
