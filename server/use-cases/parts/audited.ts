import type { DeadLetterRow } from '../../persistence/tables.ts';
import type { AuditedChange } from '../../persistence/new-audit-entry.ts';

/** What a change was made to, for the audit log. */
type Subject = AuditedChange['subject'];

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A job as the audit log names it. */
export const auditedJob = ({ id, name }: Named): Subject => ({ kind: 'job', id, name });

/** A worker likewise. */
export const auditedWorker = ({ id, name }: Named): Subject => ({ kind: 'worker', id, name });

/** A worker tag likewise. */
export const auditedTag = ({ id, name }: Named): Subject => ({ kind: 'worker-tag', id, name });

/** A dead letter: its subscriber, and what it is about. */
export function auditedLetter({ id, subscriber, type }: DeadLetterRow): Pick<AuditedChange, 'subject' | 'before'> {
  return { subject: { kind: 'dead-letter', id, name: subscriber }, before: { event: type } };
}
