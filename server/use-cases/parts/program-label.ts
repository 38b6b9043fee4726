import type { AuditedChange } from '../../persistence/new-audit-entry.ts';
import type { ProgramLoginRow } from '../../persistence/tables.ts';

/** What the token of a program is called, in the program's own words: `Blender add-on on desk-7 (anna)`. */
export function programLabel({ program, machine, user_name }: ProgramLoginRow): string {
  const on = machine === '' ? '' : ` on ${machine}`;
  const of = user_name === '' ? '' : ` (${user_name})`;
  return `${program}${on}${of}`;
}

/** A program that asked for a log-in, for the audit log. */
export function auditedProgram(row: ProgramLoginRow): AuditedChange['subject'] {
  return { kind: 'token', id: row.id, name: programLabel(row) };
}
