import { identityOf } from '../contracts/actor.ts';
import type { AuditEntry } from '../contracts/audit.ts';

type Value = string | number | null | undefined;
type Column = readonly [name: string, value: (entry: AuditEntry) => Value];

const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['who', ({ by }) => ('name' in by ? by.name : identityOf(by))],
  ['who_kind', ({ by }) => by.kind],
  ['who_id', ({ by }) => identityOf(by)],
  ['token_of', (entry) => entry.token_of],
  ['address', ({ address }) => address],
  ['action', ({ action }) => action],
  ['summary', ({ summary }) => summary],
  ['subject_kind', ({ subject }) => subject.kind],
  ['subject_id', ({ subject }) => subject.id],
  ['subject_name', ({ subject }) => subject.name],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
  ['request_id', (entry) => entry.request_id],
];

/** Spreadsheets take the file for something else than UTF-8 without this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The first line, with the names of the columns. */
export const CSV_HEAD = `${BYTE_ORDER_MARK}${COLUMNS.map(([name]) => name).join(',')}\r\n`;

/** An entry as a line of a table (RFC 4180). */
export function csvLine(entry: AuditEntry): string {
  return `${COLUMNS.map(([, value]) => cell(value(entry))).join(',')}\r\n`;
}

/** Spreadsheets would run what begins like a formula, and anybody may have chosen the name of a job or worker. */
function cell(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
