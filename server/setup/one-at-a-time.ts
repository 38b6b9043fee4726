import { FarmError } from '../domain/errors.ts';

const MOST_WAITING = 4;

/**
 * Makes a function of which one call runs at a time, while a few more wait.
 * @throws FarmError busy if too many wait already
 */
export function oneAtATime<Args extends readonly unknown[], Result>(
  run: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (...args) => {
    if (waiting > MOST_WAITING)
      throw new FarmError('busy', { message: 'programs are being tried out already; try again in a moment' });
    waiting += 1;
    const mine = last.then(() => run(...args));
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
