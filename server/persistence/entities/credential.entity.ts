import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/** A way in which a person proves who they are: a password, or an account at somebody who vouches for them. */
export const CredentialTable = defineEntity({
  name: 'Credential',
  tableName: 'credentials',
  uniques: [{ name: 'credentials_subject', properties: ['provider', 'subject'] }],
  indexes: [{ name: 'credentials_person', properties: ['person'] }],
  properties: {
    id: p.string().length(36).primary(),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id'),
    /** `credential` for a password, as the library calls it; or who vouches for the person. */
    provider: p.string().length(100),
    /** Who the person is to the provider; for passwords, the id of the person. */
    subject: p.string().length(255),
    passwordHash: p.text().nullable(),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
  },
});
