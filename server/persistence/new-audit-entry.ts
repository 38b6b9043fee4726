import type { AuditKind } from '../contracts/audit.ts';
import { actorColumns } from './actor-columns.ts';
import type { Actor } from '../contracts/actor.ts';
import type { Origin } from './origin.ts';
import type { AuditEntryRow } from './tables.ts';

/** Some fields of what was changed, with their values; never secrets. */
export type AuditFields = Readonly<Record<string, unknown>>;

/** A change as its use case knows it. */
export interface AuditedChange {
  /** What was done, in dots: `job.priority`. */
  readonly action: `${AuditKind}.${string}`;
  readonly subject: { readonly kind: AuditKind; readonly id: string | null; readonly name: string };
  /** What was done, in words that go before the name: `canceled the job`; or around it, which `…` then stands for. */
  readonly did: string;
  /** What the fields were; those that are the same afterwards are left out. */
  readonly before?: AuditFields;
  /** What they are now. */
  readonly after?: AuditFields;
}

/** Longer values, such as those of a metadata text, are cut. */
const MOST_CHARACTERS = 4_000;

/** The row of an entry; undefined if there is nothing to tell: all fields are as they were. */
export function newAuditEntry(
  change: AuditedChange,
  envelope: { readonly by: Actor; readonly at: string; readonly origin: Origin },
): Omit<AuditEntryRow, 'id' | 'token_of'> | undefined {
  const { before = {}, after = {}, subject } = change;
  const names = Object.keys({ ...before, ...after });
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (change.before && change.after && changed.length === 0) return undefined;
  const json = (fields: AuditFields): string | null => {
    const entries = changed.filter((name) => fields[name] !== undefined).map((name) => [name, shortened(fields[name])]);
    return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries));
  };
  return {
    at: envelope.at,
    ...actorColumns(envelope.by),
    address: envelope.origin.address || (envelope.by.kind === 'open' ? envelope.by.address : ''),
    request_id: envelope.origin.requestId,
    action: change.action,
    subject_kind: subject.kind,
    subject_id: subject.id,
    subject_name: subject.name,
    summary: summaryOf(change),
    before: json(before),
    after: json(after),
  };
}

function summaryOf({ did, subject }: AuditedChange): string {
  const [before = '', after = ''] = did.split(' …', 2);
  return subject.name === '' ? before + after : `${before} "${subject.name}"${after}`;
}

function shortened(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : value;
}
