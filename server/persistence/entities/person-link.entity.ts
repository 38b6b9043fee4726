import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/** A link with which a person chooses a password, once: the first or, if they forgot it, another. */
export const PersonLinkTable = defineEntity({
  name: 'PersonLink',
  tableName: 'person_links',
  indexes: [{ name: 'person_links_person', properties: ['person'] }],
  properties: {
    hash: p.string().length(64).primary().comment('SHA-256 of what is in the link, hexadecimal'),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id'),
    kind: p.string().$type<'invitation' | 'reset'>().length(20),
    expiresAt: p.string().length(30),
    /** Used links stay until they expire, so that whoever follows one again is told. */
    usedAt: p.string().length(30).nullable(),
    createdAt: p.string().length(30),
  },
});
