import { z } from 'zod';
import type { Uploads } from '#server/farm/ports.ts';

/** SHA-256 as lower-case hex. */
export const checksumSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 checksum: 64 lower-case hex digits');
const sizeSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** One file of a job's pack: its content by checksum and size, and where it goes in the checkout. */
export const fileSpecSchema = z
  .object({ sha: checksumSchema, size: sizeSchema, path: z.string().min(1) })
  .meta({ id: 'ShamanFileSpec' });
export type FileSpec = z.infer<typeof fileSpecSchema>;

export const fileStatusSchema = z.enum(['unknown', 'uploading', 'stored']).meta({ id: 'ShamanFileStatus' });

export const requirementsRequestSchema = z
  .object({ files: z.array(fileSpecSchema) })
  .meta({ id: 'ShamanRequirementsRequest' });
export const requirementsResponseSchema = z
  .object({
    files: z.array(fileSpecSchema.extend({ status: fileStatusSchema }).meta({ id: 'ShamanFileSpecWithStatus' })),
  })
  .meta({ id: 'ShamanRequirementsResponse' });
export type Requirement = z.infer<typeof requirementsResponseSchema>['files'][number];

export const checkoutSchema = z
  .object({ files: z.array(fileSpecSchema), checkoutPath: z.string() })
  .meta({ id: 'ShamanCheckout' });
export const checkoutResultSchema = z.object({ checkoutPath: z.string() }).meta({ id: 'ShamanCheckoutResult' });
export const singleFileStatusSchema = z
  .object({
    status: fileStatusSchema,
    received: z
      .int()
      .min(0)
      .optional()
      .describe(
        'Bytes that an upload with `Upload-Offset` has brought, where it goes on. Left out when the file is stored.',
      ),
  })
  .meta({ id: 'ShamanSingleFileStatus' });
export type SingleFileStatus = z.infer<typeof singleFileStatusSchema>;

/** The identity of a stored file. */
export interface StoredFile {
  readonly sha: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The bytes of an upload as they come in; Node's `Readable` is one. Whoever reads them may free the memory of each
 * chunk.
 */
export interface UploadedBytes {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(error: Error): unknown;
}

/** Uploads by content and checkouts made of them. */
export interface Shaman extends Uploads {
  /** The files that the client has to act on, in its order; what is stored is left out and kept from collection. */
  requirements(files: readonly FileSpec[]): Promise<Requirement[]>;
  status(file: StoredFile): Promise<SingleFileStatus>;
  /**
   * Stores an upload. `already-stored`: the bytes were not needed. Rejects when size or checksum differ, or the client
   * went away. With an offset, the bytes that came are kept when the client goes away, and the next upload goes on
   * there.
   */
  receive(file: StoredFile, bytes: UploadedBytes, offset?: number): Promise<'stored' | 'already-stored'>;
  /**
   * Makes a checkout; resolves to the path that it really got, below the folder of checkouts. Only its owner can submit
   * jobs with it; null = everybody can.
   */
  checkOut(path: string, files: readonly FileSpec[], owner?: string | null): Promise<string>;
}
