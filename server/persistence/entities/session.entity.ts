import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/** A browser in which somebody is signed in. */
export const SessionTable = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  uniques: [{ name: 'sessions_token', properties: ['tokenHash'] }],
  indexes: [
    { name: 'sessions_person', properties: ['person'] },
    { name: 'sessions_expiry', properties: ['expiresAt'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id'),
    tokenHash: p.string().length(64).comment('SHA-256 of what is in the cookie, hexadecimal'),
    createdAt: p.string().length(30),
    expiresAt: p.string().length(30),
    lastUsedAt: p.string().length(30),
    address: p.text(),
    userAgent: p.text(),
  },
});
