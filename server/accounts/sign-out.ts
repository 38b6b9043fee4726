import type { Farm } from '../farm/farm.ts';
import { callOf, calling } from './calling.ts';
import { cookiesFrom, libraryHeaders, type Visit } from './cookies.ts';
import { libraryOf } from './library.ts';

/** Ends the session of this browser, if there is one. Resolves to the `Set-Cookie` headers that remove its cookies. */
export async function signOut(farm: Farm, visit: Visit): Promise<readonly string[]> {
  const library = await libraryOf(farm);
  const known = await farm.accounts.sessionOf(visit.cookie);
  const by = { kind: 'person', id: known?.person.id ?? '', name: known?.person.name ?? '' } as const;
  const { headers } = await calling(callOf(visit, { by, ending: 'signed-out' }), () =>
    library.api.signOut({ headers: libraryHeaders(visit), returnHeaders: true }),
  );
  return cookiesFrom(headers, visit);
}
