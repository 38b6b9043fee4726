import { get as getByHttp } from 'node:http';
import { get as getByHttps } from 'node:https';

/**
 * Whether the manager of this machine says that it is ready. Its certificate may be for other names than the one by
 * which it is asked, or by an authority of the studio's own; nothing is told to it that others must not know.
 */
export function isReady(url: string): Promise<boolean> {
  const get = url.startsWith('https:') ? getByHttps : getByHttp;
  return new Promise((resolve) => {
    const options = { rejectUnauthorized: false, agent: false };
    const request = get(new URL('/readyz', url), options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}
