import { Migration } from '@mikro-orm/migrations';

export class Migration20261201022315 extends Migration {

  override name = 'Migration20261201022315';

  override up(): void | Promise<void> {
    this.addSql(`create table \`manager_keys\` (\`id\` integer not null primary key, \`private_key\` text not null, \`created_at\` text not null);`);

    this.addSql(`alter table \`workers\` add column \`name_locked\` integer not null default 0;`);
    this.addSql(`alter table \`workers\` add column \`tags_locked\` integer not null default 0;`);
    this.addSql(`alter table \`workers\` add column \`refused_wishes\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`manager_keys\`;`);

    this.addSql(`alter table \`workers\` drop column \`name_locked\`;`);
    this.addSql(`alter table \`workers\` drop column \`tags_locked\`;`);
    this.addSql(`alter table \`workers\` drop column \`refused_wishes\`;`);
  }

}
