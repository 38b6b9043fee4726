import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as PgliteORM } from '@mikro-orm/pglite';
import { MikroORM as SqliteORM } from '@mikro-orm/sqlite';
import { CORE_ENTITIES } from '#server/persistence/entities/core-entities.ts';
import { PLUGIN_ENTITIES } from '#server/plugins/installed.ts';
import { removeFirmly } from '#system/files/firmly.mjs';

/**
 * `npm run db:migration -- NAME`: writes the changes of the entities since the last snapshot as one migration for each
 * database. Migrations that have landed are never edited.
 */
const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) {
  process.stderr.write('usage: npm run db:migration -- NAME, where NAME is like add-worker-tags\n');
  process.exit(1);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'server', 'persistence', 'migrations');
const scratch = await mkdtemp(join(tmpdir(), 'flamenco-migration-'));
// Triggers are written by hand: a body that both databases understand does not exist.
const schemaGenerator = { ignoreTriggers: true };
const shared = { entities: [...CORE_ENTITIES, ...PLUGIN_ENTITIES], extensions: [Migrator], schemaGenerator };
const options = async (dialect: string) => {
  const path = join(root, dialect);
  const numbers = (await readdir(path)).flatMap((file) => /^(\d{4})-/.exec(file)?.[1] ?? []);
  const fileName = () => `${String(Math.max(0, ...numbers.map(Number)) + 1).padStart(4, '0')}-${name}`;
  return { migrations: { path, snapshotName: 'snapshot', emit: 'ts' as const, fileName } };
};
const orms = [
  await SqliteORM.init({ ...shared, dbName: join(scratch, 'empty.sqlite'), ...(await options('sqlite')) }),
  await PgliteORM.init({ ...shared, dbName: 'memory://', ...(await options('postgresql')) }),
];
for (const orm of orms) {
  const made = await orm.migrator.create();
  process.stdout.write(made.fileName ? `${made.fileName}\n` : 'nothing has changed\n');
  await orm.close(true);
}
await removeFirmly(scratch, { recursive: true });
