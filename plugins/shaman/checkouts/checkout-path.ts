import { FarmError } from '#server/domain/errors.ts';
import { complaintAbout } from './path-complaint.ts';

/** The name for a job without one, for which the add-on asks for the checkout ".". */
const NAMELESS = 'unnamed';

/**
 * Turns the requested path of a checkout into one that works on all platforms. Clients are told the path they really
 * got, so dots and spaces at the end of a part, which Windows does not allow, can simply be removed. @throws FarmError
 * bad-request if the path could leave the folder of checkouts or is not allowed on some platform
 */
export function cleanCheckoutPath(wanted: string): string {
  const parts = wanted.replace(/\/+$/, '').split('/');
  const path = parts.map((part) => (part === '..' || part === '.' ? part : part.replace(/[. ]+$/, ''))).join('/');
  const clean = path === '.' || (path === '' && wanted.trim() !== '' && !wanted.startsWith('/')) ? NAMELESS : path;
  checkCheckoutPath(clean, wanted);
  return clean;
}

/**
 * @throws FarmError bad-request if the path could leave the folder of checkouts; the message names `wanted`, which is
 * what the client sent
 */
export function checkCheckoutPath(path: string, wanted = path): void {
  const complaint = complaintAbout(path);
  if (complaint) throw new FarmError('bad-request', { message: `checkoutPath: "${wanted}" ${complaint}` });
}
