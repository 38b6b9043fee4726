import { fileURLToPath } from 'node:url';

/** The path of a fake program in `tests/worker/fixtures`, to be run by Node. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}.mjs`, import.meta.url));
}
