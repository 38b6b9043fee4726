import { MANAGER } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { callOf, calling } from './calling.ts';
import { cookiesFrom, libraryHeaders, type Visit } from './cookies.ts';
import { libraryOf } from './library.ts';
import { translated } from './library-errors.ts';
import { outcome, type SignedIn } from './sign-in.ts';

/**
 * Signs in somebody whom a provider vouches for, in a new session. Whether it takes a code is the provider's business.
 * @throws FarmError not-allowed, if the account is disabled
 */
export async function beginVouchedSession(farm: Farm, personId: string, visit: Visit): Promise<SignedIn> {
  const library = await libraryOf(farm);
  const call = callOf(visit, { by: MANAGER });
  const { headers } = await calling(call, () =>
    translated(() =>
      library.api.signInVouched({ body: { personId }, headers: libraryHeaders(visit), returnHeaders: true }),
    ),
  );
  return outcome(farm, call, cookiesFrom(headers, visit), visit);
}
