import { FarmError } from '#server/domain/errors.ts';
import { complaintAbout } from './path-complaint.ts';

/** What a job without a name is called; the add-on then asks for the checkout ".". */
const NAMELESS = 'unnamed';

/**
 * The path of a checkout as it can be on all platforms. It is only a wish of the client, which is told the path that it got,
 * so dots and spaces at the end of a part, which Windows cannot have, go.
 * @throws FarmError bad-request when it could leave the folder of checkouts or break a platform
 */
export function cleanCheckoutPath(wanted: string): string {
  const parts = wanted.replace(/\/+$/, '').split('/');
  const path = parts.map((part) => (part === '..' || part === '.' ? part : part.replace(/[. ]+$/, ''))).join('/');
  const clean = path === '.' || (path === '' && wanted.trim() !== '' && !wanted.startsWith('/')) ? NAMELESS : path;
  checkCheckoutPath(clean, wanted);
  return clean;
}

/** @throws FarmError bad-request when it could leave the folder of checkouts; says so of `wanted`, as the client knows it */
export function checkCheckoutPath(path: string, wanted = path): void {
  const complaint = complaintAbout(path);
  if (complaint) throw new FarmError('bad-request', { message: `checkoutPath: "${wanted}" ${complaint}` });
}
