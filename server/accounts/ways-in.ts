import type { Farm } from '../farm/farm.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { hasProvider } from './oidc/provider.ts';

/** How people may sign in on this farm. */
export interface WaysIn {
  /** Admins always may, so that somebody gets in when the provider is down. */
  readonly password: 'everybody' | 'admins';
  /** What the OpenID provider is called; null = there is none. */
  readonly provider: string | null;
}

/** How people may sign in here. */
export function waysIn(farm: Farm): WaysIn {
  const { password_login, oidc } = farm.config.settings;
  return { password: password_login ? 'everybody' : 'admins', provider: hasProvider(farm) ? oidc.label : null };
}

/** Whether somebody may sign in with a password, if they have one. */
export function mayUsePassword(farm: Farm, { role }: Pick<PersonRow, 'role'>): boolean {
  return waysIn(farm).password === 'everybody' || role === 'admin';
}
