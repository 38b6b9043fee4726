import { defineEntity, p } from '@mikro-orm/core';

/** What the library keeps between two steps of signing in, such as until the code comes after the password. */
export const OneTimeValueTable = defineEntity({
  name: 'OneTimeValue',
  tableName: 'one_time_values',
  indexes: [
    { name: 'one_time_values_identifier', properties: ['identifier'] },
    { name: 'one_time_values_expiry', properties: ['expiresAt'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    identifier: p.text().comment('hashed'),
    value: p.text(),
    expiresAt: p.string().length(30),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
  },
});
