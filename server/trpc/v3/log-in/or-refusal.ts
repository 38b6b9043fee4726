import type { z } from 'zod';
import type { programRefusalSchema } from '../../../contracts/program-login.ts';
import { refusalOf } from '../../../use-cases/parts/program-refused.ts';

type Refusal = { readonly code: 400; readonly body: z.infer<typeof programRefusalSchema> };

/** Answers with what the standard has for a refusal, in the place of our own form. */
export async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || !(error instanceof Error)) throw error;
    const { message } = error;
    return { code: 400, body: { code: 400, message, error: refusal, error_description: message } };
  }
}
