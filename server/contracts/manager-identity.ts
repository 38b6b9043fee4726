import { z } from 'zod';

/** A worker asks whom it is talking to, before it says who it is itself. */
export const identityQuestionSchema = z
  .object({
    nonce: z
      .string()
      .regex(/^[\w-]{22,128}$/, 'must be 22 to 128 characters of base64url')
      .describe('Random, and never used before.'),
  })
  .meta({ id: 'ManagerIdentityQuestion' });

export const managerIdentitySchema = z
  .object({
    public_key: z
      .string()
      .describe('Ed25519, as SubjectPublicKeyInfo in base64. It stays the same as long as the database does.'),
    address: z.string().describe('The address of the manager that the question arrived at.'),
    signature: z.string().describe('Of the question and the address, in base64.'),
  })
  .meta({ id: 'ManagerIdentity' });
export type ManagerIdentity = z.infer<typeof managerIdentitySchema>;

/** What is signed. It begins with words of its own, so that the signature is of no use anywhere else. */
export function identityMessage(nonce: string, address: string): string {
  return `flamenco-ng manager\n${nonce}\n${address}`;
}
