import { defineEntity, p } from '@mikro-orm/core';

/**
 * There is a row only inside the transactions that remove old entries of the audit log: up to which moment. Triggers
 * let no other entry go (migration `0014-audit-log`).
 */
export const AuditTrimTable = defineEntity({
  name: 'AuditTrim',
  tableName: 'audit_trim',
  properties: { olderThan: p.string().length(30).primary() },
});
