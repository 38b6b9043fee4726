import { z } from 'zod';

/** A part of the software, with what we and npm say of it; everything else that npm writes is passed on. */
export const componentSchema = z.looseObject({
  'bom-ref': z.string(),
  type: z.enum(['application', 'library', 'platform']),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  /** The name under which the national database of vulnerabilities has it; npm gives none. */
  cpe: z.string().optional(),
  hashes: z
    .array(z.object({ alg: z.enum(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']), content: z.string() }))
    .optional(),
  licenses: z
    .array(
      z.union([
        z.object({ license: z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]) }),
        z.object({ expression: z.string() }),
      ]),
    )
    .optional(),
  properties: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

/** A CycloneDX bill of materials, as far as we read or write it: https://cyclonedx.org/docs/1.5/json/ */
export const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: componentSchema }),
  components: z.array(componentSchema),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

export type Component = z.infer<typeof componentSchema>;
export type Bill = z.infer<typeof billSchema>;
