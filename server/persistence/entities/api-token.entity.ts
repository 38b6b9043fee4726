import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/** A token with which a program acts for a person. Revoked ones stay, because the history names them. */
export const ApiTokenTable = defineEntity({
  name: 'ApiToken',
  tableName: 'api_tokens',
  uniques: [{ name: 'api_tokens_hash', properties: ['hash'] }],
  indexes: [{ name: 'api_tokens_person', properties: ['person'] }],
  properties: {
    id: p.string().length(36).primary(),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id'),
    label: p.text(),
    hash: p.string().length(64).comment('SHA-256 of the token, hexadecimal'),
    /** How the token begins, to tell it from others. */
    prefix: p.string().length(20),
    actions: p.text().nullable().comment('JSON array of strings; null = all that the person may do'),
    createdAt: p.string().length(30),
    expiresAt: p.string().length(30).nullable(),
    lastUsedAt: p.string().length(30).nullable(),
    lastAddress: p.text().nullable(),
    revokedAt: p.string().length(30).nullable(),
  },
});
