import { messageOf } from '#shared/message-of.ts';
import type { Table, Try } from './table.ts';
import type { Target } from './target.ts';

const SHORT = 20;

/** How a table went. */
export interface TableResult {
  readonly tried: number;
  /** How many tries the table has in all. */
  readonly of: number;
  /** What did not hold, by the name of the try. */
  readonly broken: string[];
}

/**
 * Runs a table against a farm, and looks afterwards whether the manager is as it was.
 * @param all runs every try; else a few, which are always the same
 */
export async function runTable(table: Table, target: Target, all: boolean): Promise<TableResult> {
  const chosen = all ? table.tries : spread(table.tries, table.short ?? SHORT);
  const broken: string[] = [];
  for (const each of chosen) {
    const wrong = await each.run(target).catch(messageOf);
    if (wrong) broken.push(`${each.name}: ${wrong}`);
  }
  for (const look of [isWell, ...(table.afterwards ? [table.afterwards] : [])]) {
    const wrong = await look(target).catch(messageOf);
    if (wrong) broken.push(`afterwards: ${wrong}`);
  }
  return { tried: chosen.length, of: table.tries.length, broken };
}

/** So many of them, from the first to the last. */
function spread(tries: readonly Try[], count: number): Try[] {
  const step = Math.max(1, tries.length / count);
  return tries.filter((_try, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

async function isWell(target: Target): Promise<string | undefined> {
  if (!target.manager.isRunning()) return `the manager ended: ${target.manager.tail(20)}`;
  const answer = await target.send({ path: '/api/v3/version' });
  if (answer.status !== 200) return `the manager answers with ${answer.status}`;
  const errors = target.manager
    .tail(100_000)
    .split('\n')
    .filter((line) => /"level":"(error|fatal)"/.test(line));
  return errors.length > 0 ? `the manager logged ${errors.length} errors: ${errors.at(0)?.slice(0, 500)}` : undefined;
}
