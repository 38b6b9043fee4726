import { defineEntity, p } from '@mikro-orm/core';
import { PersonTable } from './person.entity.ts';

/**
 * A program without a browser that asks to act for somebody, until a person has answered and it has fetched its token
 * (RFC 8628). What the program says about itself is nothing but that.
 */
export const ProgramLoginTable = defineEntity({
  name: 'ProgramLogin',
  tableName: 'program_logins',
  uniques: [
    { name: 'program_logins_device_code', properties: ['deviceHash'] },
    { name: 'program_logins_user_code', properties: ['userHash'] },
  ],
  indexes: [{ name: 'program_logins_expires', properties: ['expiresAt'] }],
  properties: {
    id: p.string().length(36).primary(),
    deviceHash: p.string().length(64).comment('SHA-256 of what the program asks with, hexadecimal'),
    userHash: p.string().length(64).comment('keyed hash of what the person types, hexadecimal'),
    program: p.text(),
    machine: p.text(),
    userName: p.text(),
    /** Where the program asked from. */
    address: p.text(),
    actions: p.text().comment('JSON array of strings'),
    createdAt: p.string().length(30),
    expiresAt: p.string().length(30),
    /** How long the program has to wait between two questions, in seconds. */
    interval: p.integer(),
    polledAt: p.string().length(30).nullable(),
    /** The session that opened the page with the code first, or whom a proxy had signed in; no other can answer. */
    boundTo: p.string().length(100).nullable(),
    person: () => p.manyToOne(PersonTable).index(false).deleteRule('cascade').fieldName('person_id').nullable(),
    answer: p.string().$type<'allowed' | 'refused'>().length(10).nullable(),
  },
});
