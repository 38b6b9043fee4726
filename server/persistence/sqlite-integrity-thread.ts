import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import { type CheckExtent, findComplaints } from './sqlite-complaints.ts';

const { file, extent } = workerData as { readonly file: string; readonly extent: CheckExtent };
const connection = new BetterSqlite(file, { readonly: true, timeout: 20_000 });
const complaints = [...findComplaints(connection, extent)].flat();
connection.close();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(complaints);
