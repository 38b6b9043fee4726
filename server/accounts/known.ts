import type { PersonRole } from '../contracts/person.ts';
import type { Attempts } from './attempts.ts';
import type { Ends } from './ends.ts';

/** A person who was let in. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly role: PersonRole;
}

/** Somebody who is signed in. */
export interface KnownSession {
  readonly person: KnownPerson;
  readonly session: { readonly id: string; readonly expiresAt: string };
  /** Aborted when the session ends. */
  readonly ended: AbortSignal;
}

/** A program with a token. */
export interface KnownToken {
  readonly person: KnownPerson;
  /** `actions` is what the token may do at most; null = all that the person may. */
  readonly token: { readonly id: string; readonly label: string; readonly actions: readonly string[] | null };
  /** Aborted when the token ends. */
  readonly ended: AbortSignal;
}

/** The part of the farm that knows people. */
export interface Accounts {
  /** Who is signed in with the session in this `Cookie` header; undefined = nobody. */
  sessionOf(cookie: string | undefined): Promise<KnownSession | undefined>;
  /** For whom a program acts with this token, which it sent from `address`; undefined = for nobody. */
  personOfToken(token: string, address: string): Promise<KnownToken | undefined>;
  /** The secret that cookies are signed with; all managers of a farm have the same. */
  secret(): Promise<string>;
  readonly attempts: Attempts;
  readonly ends: Ends;
  close(): void;
}
