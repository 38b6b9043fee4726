/** Under which this tab keeps the code while its reader signs in, so that it is in no address that a server gets. */
const KEY = 'flamenco-ng.device-code';

/** The code in the address, which is taken out of it, or the one that was there before the reader signed in. */
export function takeDeviceCode(): string {
  const found = window.location.hash.slice(1);
  if (found === '') return window.sessionStorage.getItem(KEY) ?? '';
  window.history.replaceState(null, '', window.location.pathname);
  window.sessionStorage.setItem(KEY, found);
  return found;
}

/** It has been used. */
export function forgetDeviceCode(): void {
  window.sessionStorage.removeItem(KEY);
}
