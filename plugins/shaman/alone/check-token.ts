import { createHash, timingSafeEqual } from 'node:crypto';
import { FarmError } from '#server/domain/errors.ts';

/**
 * Returns a check for `Authorization` headers that takes constant time; without a token, everybody passes.
 * @throws FarmError no-token (401)
 */
export function tokenCheck(token: string | undefined): (authorization: string | undefined) => void {
  if (token === undefined) return () => undefined;
  const wanted = digest(token);
  return (authorization) => {
    const given = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return;
    throw new FarmError('no-token', {
      message:
        given === undefined
          ? 'this store requires a token: send it as "Authorization: Bearer …"'
          : 'this is not the token of this store',
    });
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
