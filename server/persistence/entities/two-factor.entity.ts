import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/** What makes the codes that a person signs in with besides the password. */
export const TwoFactorTable = defineEntity({
  name: 'TwoFactor',
  tableName: 'two_factors',
  uniques: [{ name: 'two_factors_person', properties: ['person'] }],
  properties: {
    id: p.string().length(36).primary(),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id'),
    secret: p.text().comment('encrypted'),
    recoveryCodes: p.text().comment('JSON array of SHA-256, hexadecimal'),
    /** 1 = the person has shown once that their device makes the right codes. */
    verified: p.integer().default(0),
    failures: p.integer().default(0),
    lockedUntil: p.string().length(30).nullable(),
  },
});
