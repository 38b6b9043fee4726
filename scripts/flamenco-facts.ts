import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arrangeFacts } from './facts/arrange-facts.ts';
import type { Contract } from './facts/contract.ts';
import { PROJECT_ROOT } from './project-root.ts';

/**
 * `npm run facts -- FILE`: writes what the contract specs know of Flamenco 3's API, one line per operation and per
 * shape, from a file that has the structure of its description (scripts/facts/contract.ts). Needed again only when
 * Flamenco's API has changed.
 */
const file = process.argv[2];
if (file === undefined) {
  process.stderr.write('usage: npm run facts -- FILE, where FILE is the structure of Flamenco 3’s API as JSON\n');
  process.exit(1);
}
const { operations, shapes } = arrangeFacts(JSON.parse(await readFile(file, 'utf8')) as Contract);
for (const [name, facts] of Object.entries({ operations, shapes })) {
  const lines = Object.entries(facts).map(([key, fact]) => `  ${JSON.stringify(key)}: ${JSON.stringify(fact)}`);
  await writeFile(join(PROJECT_ROOT, 'tests', 'contract', 'facts', `${name}.json`), `{\n${lines.join(',\n')}\n}\n`);
}
