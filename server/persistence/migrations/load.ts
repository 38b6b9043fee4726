import { readdir } from 'node:fs/promises';
import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { Dialect } from '../database.ts';

export interface NamedMigration {
  /** As the database remembers it; the name of its file. */
  readonly name: string;
  readonly class: Constructor<Migration>;
}

/**
 * The migrations of a dialect in order: the numbered files of its folder, each of which exports one class.
 * `npm run db:migration` writes them; landed ones are never edited.
 */
export async function loadMigrations(dialect: Dialect): Promise<NamedMigration[]> {
  const folder = new URL(`${dialect}/`, import.meta.url);
  const files = (await readdir(folder)).filter((file) => /^\d{4}-.+\.ts$/.test(file)).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const exported = (await import(new URL(file, folder).href)) as Record<string, Constructor<Migration>>;
      const [migration] = Object.values(exported);
      if (!migration) throw new Error(`the migration ${dialect}/${file} exports no class`);
      return { name: file.replace(/\.ts$/, ''), class: migration };
    }),
  );
}
