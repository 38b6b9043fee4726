import { z } from 'zod';
import { uuidSchema } from './ids.ts';

/** A worker asks whom it is talking to, before it says who it is itself. */
export const identityQuestionSchema = z
  .object({
    nonce: z
      .string()
      .regex(/^[\w-]{22,128}$/, 'must be 22 to 128 characters of base64url')
      .describe('Random, and never used before.'),
    worker_id: uuidSchema
      .optional()
      .describe('The worker that asks, if it wants to know whether the manager knows it.'),
  })
  .meta({ id: 'ManagerIdentityQuestion' });

export type IdentityQuestion = z.infer<typeof identityQuestionSchema>;

export const managerIdentitySchema = z
  .object({
    public_key: z
      .string()
      .describe('Ed25519, as SubjectPublicKeyInfo in base64. It stays the same as long as the database does.'),
    address: z.string().describe('The address of the manager that the question arrived at.'),
    signature: z.string().describe('Of the question and the address, in base64.'),
    worker: z
      .object({
        cost: z.int(),
        salt: z.string(),
        proof: z.string().describe('HMAC-SHA256 of what is signed, keyed with scrypt of the secret, in base64.'),
      })
      .optional()
      .describe(
        'Proof that the manager knows the secret of the worker that asks. Of no use for a worker that it does not know.',
      ),
  })
  .meta({ id: 'ManagerIdentity' });
export type ManagerIdentity = z.infer<typeof managerIdentitySchema>;

/** What is signed. It begins with words of its own, so that the signature is of no use anywhere else. */
export function identityMessage(nonce: string, address: string): string {
  return `flamenco-ng manager\n${nonce}\n${address}`;
}
