import { z } from 'zod';
import { checksumSchema, singleFileStatusSchema } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import { uploadSchema } from '#server/trpc/v3/upload.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import type { ShamanService } from '../service.ts';
import { decodeFilename, filenameHeader } from './decode-filename.ts';
import { shamanOf } from './shaman-of.ts';

const path = '/api/v3/shaman/files/{checksum}/{filesize}';
const params = { checksum: checksumSchema, filesize: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) };

/** Booleans as the Blender add-on writes them (`True`), and as others do. */
const booleanHeader = z
  .string()
  .regex(/^(true|false|t|f|1|0)$/i, 'must be true or false')
  .optional();

/** In bytes. */
const offsetHeader = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

/** The operations that ask about one file, and upload it. */
export function fileOperations(running: RunningApi<ShamanService>) {
  return {
    shamanFileStoreCheck: v3Procedure('files.upload', {
      operationId: 'shamanFileStoreCheck',
      method: 'GET',
      path,
      tag: 'shaman',
      summary: 'Whether a file is stored, being uploaded, or unknown.',
      params,
      responses: { 200: singleFileStatusSchema },
      errors: [400, 503],
    }).query(async ({ ctx, input }) => {
      const file = { sha: input.checksum, size: input.filesize };
      return { code: 200, body: await shamanOf(running, ctx).status(file) };
    }),

    shamanFileStore: v3Procedure('files.upload', {
      operationId: 'shamanFileStore',
      method: 'POST',
      path,
      tag: 'shaman',
      summary: 'Uploads one file; it is stored only if its size and SHA-256 are what the path says.',
      description: [
        '208 = it was stored already. 417 = size or checksum differ, nothing is stored. This manager accepts the same file from two clients at once, so it never answers 425.',
        'With `Upload-Offset` the upload can be resumed: the body is the file from that byte to its end, and if the connection breaks, what has arrived is kept until a day has passed without any more. `received` in the answer of shamanFileStoreCheck is the offset from which to continue. 409 = the offset is a different one, or another client is sending this file in this way at the moment.',
      ].join('\n\n'),
      params,
      headers: {
        'x-shaman-can-defer-upload': booleanHeader,
        'x-shaman-original-filename': filenameHeader,
        'upload-offset': offsetHeader,
      },
      body: uploadSchema(Number.MAX_SAFE_INTEGER, { mayBeEmpty: true }),
      contentTypes: ['application/octet-stream'],
      responses: { 204: null, 208: null, 425: null },
      errors: [400, 409, 411, 415, 417, 503],
    }).mutation(async ({ ctx, input }) => {
      const shaman = shamanOf(running, ctx);
      const file = { sha: input.checksum, size: input.filesize };
      const offset = input['upload-offset'];
      if ((offset ?? 0) + input.body.length !== file.size) {
        const after = offset === undefined ? '' : ` after an Upload-Offset of ${offset}`;
        throw new FarmError('mismatch', {
          message: `filesize: the path says ${file.size} bytes, Content-Length says ${input.body.length}${after}; nothing is stored`,
        });
      }
      const outcome = await shaman.receive(file, input.body.stream, offset);
      const name = decodeFilename(input['x-shaman-original-filename'] ?? '');
      ctx.logger.debug({ ...file, name, outcome, ...(offset === undefined ? {} : { offset }) }, 'file received');
      return { code: outcome === 'stored' ? 204 : 208 };
    }),
  };
}
