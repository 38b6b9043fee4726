import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';

interface BrokenLink {
  readonly table: string;
  readonly rowid: number;
  readonly parent: string;
}

const connection = new BetterSqlite(String(workerData), { readonly: true, timeout: 20_000 });
const structure = connection.pragma('quick_check') as { quick_check: string }[];
const links = connection.pragma('foreign_key_check') as BrokenLink[];
connection.close();
const complaints = [
  ...structure.map((row) => row.quick_check).filter((text) => text !== 'ok'),
  ...links.map((row) => `row ${row.rowid} of ${row.table} points at a missing row of ${row.parent}`),
];
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(complaints);
