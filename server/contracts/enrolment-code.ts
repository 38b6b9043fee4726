import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { timestampSchema, uuidSchema } from './ids.ts';

/** The most workers that one code is for. */
export const MOST_MACHINES = 50;
/** How long a code is good for, in minutes. */
export const CODE_MINUTES = { least: 5, usual: 60, most: 7 * 24 * 60 } as const;

/** A code with which new workers join the farm without waiting for approval. The code itself is shown once. */
export const enrolmentCodeSchema = z
  .object({
    id: uuidSchema,
    prefix: z.string().describe('How the code begins, to tell it from others.'),
    machines: z.int().describe('How many workers it is for.'),
    used: z.int().describe('How many of them have come.'),
    made_by: actorSchema,
    created_at: timestampSchema,
    expires_at: timestampSchema,
    revoked_at: timestampSchema.nullable(),
  })
  .meta({ id: 'EnrolmentCode' });
export type EnrolmentCode = z.infer<typeof enrolmentCodeSchema>;

/** A code that was just made. */
export const madeEnrolmentCodeSchema = enrolmentCodeSchema
  .extend({ code: z.string().describe('Goes to the new machines. It is not kept, so it cannot be shown again.') })
  .meta({ id: 'MadeEnrolmentCode' });
export type MadeEnrolmentCode = z.infer<typeof madeEnrolmentCodeSchema>;

/** A code that is to be made. */
export const newEnrolmentCodeSchema = z
  .object({
    machines: z.int().min(1).max(MOST_MACHINES).default(1).describe('How many workers it is for.'),
    minutes: z
      .int()
      .min(CODE_MINUTES.least)
      .max(CODE_MINUTES.most)
      .default(CODE_MINUTES.usual)
      .describe('How long it is good for.'),
  })
  .meta({ id: 'NewEnrolmentCode' });
export type NewEnrolmentCode = z.output<typeof newEnrolmentCodeSchema>;

export const enrolmentCodesSchema = z.object({ codes: z.array(enrolmentCodeSchema) }).meta({ id: 'EnrolmentCodes' });
