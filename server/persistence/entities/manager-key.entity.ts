import { defineEntity, p } from '@mikro-orm/core';

/** The key by which workers recognise the farm's manager; all managers on a database share it. There is one row. */
export const ManagerKeyTable = defineEntity({
  name: 'ManagerKey',
  tableName: 'manager_keys',
  properties: {
    id: p.integer().primary().autoincrement(false),
    privateKey: p.text().comment('Ed25519, PKCS #8 in base64'),
    createdAt: p.string().length(30),
  },
});
