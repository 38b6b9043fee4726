import type { AuditActor, AuditEntry, AuditKind } from '#server/contracts/audit.ts';

/** What things are called in the filter. */
export const KIND_WORDS: Readonly<Record<AuditKind, string>> = {
  job: 'Jobs',
  task: 'Tasks',
  worker: 'Workers',
  'worker-tag': 'Worker tags',
  'enrolment-code': 'Enrolment codes',
  settings: 'Settings',
  person: 'People',
  session: 'Signing in and out',
  token: 'API tokens',
  'dead-letter': 'Undelivered events',
};

/** Somebody who made changes, in the filter. */
export function actorWords({ kind, id, name }: AuditActor): string {
  switch (kind) {
    case 'worker':
      return `Worker ${name}`;
    case 'plugin':
      return `Plugin ${id}`;
    case 'terminal':
      return `Command line, ${id}`;
    case 'manager':
      return 'The manager';
    case 'open':
      return `Not signed in, ${id === '' ? 'unknown address' : id}`;
    default:
      return name;
  }
}

/** A field of an entry before and after the change; undefined = there was none. */
export interface Difference {
  readonly field: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/** The part of an entry that says what has changed. */
export type Changed = Pick<AuditEntry, 'before' | 'after'> & { readonly subject: Pick<AuditEntry['subject'], 'kind'> };

/** What a change changed, in words, in the order in which it names the fields. Settings have their keys. */
export function differences({ before = {}, after = {}, subject }: Changed): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => ({
    field: subject.kind === 'settings' ? name : name.replaceAll('_', ' '),
    was: Object.hasOwn(before, name) ? valueWords(before[name]) : undefined,
    is: Object.hasOwn(after, name) ? valueWords(after[name]) : undefined,
  }));
}

/** The same on one line. */
export function changeInShort(entry: Changed): string {
  return differences(entry)
    .map(({ field, was, is }) => `${field}: ${[was, is].filter((value) => value !== undefined).join(' → ')}`)
    .join(' · ');
}

/** A value as people read it. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ');
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, each]) => `${name.replaceAll('_', ' ')} ${valueWords(each)}`);
  return fields.length === 0 ? 'none' : fields.join(', ');
}
