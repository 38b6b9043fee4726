import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { cookiePrefix } from '../cookies.ts';
import { newSecret } from '../hashes.ts';

/** How long somebody may take at the provider, in milliseconds. */
export const TICKET_LASTS_MS = 600_000;
/** Browsers keep no larger cookies; whoever wanted a longer address is led to the first page. */
const LONGEST_PLACE = 1_500;

const contentSchema = z.object({
  /** Random; all else is made of it. */
  key: z.string(),
  until: z.number(),
  next: z.string(),
  linkTo: z.string().optional(),
});

/** What ties the answer of a provider to the browser that asked. */
export interface Ticket {
  /** Sent to the provider and back, in addresses. */
  readonly state: string;
  /** Comes back in the token. */
  readonly nonce: string;
  /** Proves to the provider that whoever has the code asked for it (PKCE). */
  readonly verifier: string;
  /** Where the person wants to go. */
  readonly next: string;
  /** The person whose account is to be linked, and who is signed in; absent: somebody wants to sign in. */
  readonly linkTo?: string | undefined;
}

/** What a ticket is for. */
export type Errand = Pick<Ticket, 'next' | 'linkTo'>;

/**
 * A new ticket, and the cookie that holds it. Nothing is stored, so any manager of the farm can take the answer. Each
 * has a cookie of its own: somebody may sign in in two tabs.
 * @param now milliseconds
 */
export function newTicket(secret: string, { next, linkTo }: Errand, now: number): { ticket: Ticket; cookie: string } {
  const content = { key: newSecret(), until: now + TICKET_LASTS_MS, next: next.slice(0, LONGEST_PLACE + 1), linkTo };
  if (content.next.length > LONGEST_PLACE) content.next = '';
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  const ticket = ticketOf(secret, content);
  const value = `${text}.${made(secret, 'cookie', text)}`;
  return { ticket, cookie: cookieOf(secret, ticket.state, value, TICKET_LASTS_MS / 1000) };
}

/** The ticket with this state in a `Cookie` header; undefined if we did not make it, or it has expired. */
export function readTicket(secret: string, header: string | undefined, state: string, now: number): Ticket | undefined {
  const name = `${nameOf(secret, state)}=`;
  const cookie = header
    ?.split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(name));
  const [text = '', signature = ''] = cookie?.slice(name.length).split('.') ?? [];
  if (text === '' || !isSame(signature, made(secret, 'cookie', text))) return undefined;
  const content = contentSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  const ticket = ticketOf(secret, content);
  return content.until > now && isSame(state, ticket.state) ? ticket : undefined;
}

/** The cookie that takes a ticket away. */
export function withoutTicket(secret: string, state: string): string {
  return cookieOf(secret, state, '', 0);
}

function ticketOf(secret: string, { key, next, linkTo }: z.infer<typeof contentSchema>): Ticket {
  const [state, nonce, verifier] = ['state', 'nonce', 'verifier'].map((use) => made(secret, use, key));
  return { state: state ?? '', nonce: nonce ?? '', verifier: verifier ?? '', next, linkTo };
}

/** 43 characters, as PKCE needs at least. */
function made(secret: string, use: string, text: string): string {
  return createHmac('sha256', secret).update(`log-in ${use} ${text}`).digest('base64url');
}

function nameOf(secret: string, state: string): string {
  return `${cookiePrefix(secret)}.log-in-${/^[\w-]{43}$/.test(state) ? state.slice(0, 8) : 'none'}`;
}

/** `Lax`: the provider sends people back from another site. */
function cookieOf(secret: string, state: string, value: string, seconds: number): string {
  return `${nameOf(secret, state)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax`;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
