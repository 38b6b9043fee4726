import { defineEntity, p } from '@mikro-orm/core';
import type { PersonRole } from '../../contracts/person.ts';

/** Somebody with an account. */
export const PersonTable = defineEntity({
  name: 'Person',
  tableName: 'people',
  uniques: [
    { name: 'people_name', properties: ['name'] },
    { name: 'people_email', properties: ['email'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    /** What the person signs in with; folded (`contracts/person.ts`), as is the address. */
    name: p.string().length(100),
    displayName: p.text(),
    email: p.string().length(200).nullable(),
    /** 1 = the person has proved to be who gets mail at that address. */
    emailVerified: p.integer().default(0),
    role: p.string().$type<PersonRole>().length(20),
    disabled: p.integer().default(0),
    /** 1 = signing in takes a code as well. */
    twoFactor: p.integer().default(0),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
    signedInAt: p.string().length(30).nullable(),
  },
});
