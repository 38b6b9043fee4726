import type { Complaint } from './declaration/complaint.ts';
import type { ConfigSettings } from './settings.ts';

/** What is wrong with settings about signing in that do not go together; undefined if nothing is. */
export function signInComplaint({
  oidc,
  proxy_login,
  password_login,
  public_url,
  trusted_proxies,
}: ConfigSettings): Complaint | undefined {
  if (proxy_login.header !== '' && trusted_proxies.length === 0) {
    return {
      path: ['proxy_login', 'header'],
      text: 'needs "trusted_proxies", the addresses of the proxies that may say who somebody is; without them, anybody could',
    };
  }
  if (oidc.issuer !== '') {
    if (public_url === '') {
      const text = 'needs "public_url", the address of the pages, to which the provider sends people back';
      return { path: ['oidc', 'issuer'], text };
    }
    if (oidc.client_id === '') return { path: ['oidc', 'client_id'], text: 'must not be empty with "oidc.issuer"' };
  }
  if (!password_login && oidc.issuer === '' && proxy_login.header === '') {
    const text = 'cannot be false without "oidc" or "proxy_login": nobody but admins could sign in';
    return { path: ['password_login'], text };
  }
  return undefined;
}

/** Settings that have no effect, because nobody signs in on this farm. */
export function idleSignIn({ access, oidc, proxy_login }: ConfigSettings): Complaint[] {
  if (access !== 'open') return [];
  const text = 'has no effect with "access: open", where nobody signs in';
  return [
    ...(oidc.issuer === '' ? [] : [{ path: ['oidc', 'issuer'], text }]),
    ...(proxy_login.header === '' ? [] : [{ path: ['proxy_login', 'header'], text }]),
  ];
}
