import { Migration } from '@mikro-orm/migrations';

export class Migration20261201145647 extends Migration {

  override name = 'Migration20261201145647';

  override up(): void | Promise<void> {
    this.addSql(`create table \`program_logins\` (\`id\` text not null primary key, \`device_hash\` text not null, \`user_hash\` text not null, \`program\` text not null, \`machine\` text not null, \`user_name\` text not null, \`address\` text not null, \`actions\` text not null, \`created_at\` text not null, \`expires_at\` text not null, \`interval\` integer not null, \`polled_at\` text null, \`bound_to\` text null, \`person_id\` text null, \`answer\` text null, constraint \`program_logins_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`program_logins_expires\` on \`program_logins\` (\`expires_at\`);`);
    this.addSql(`create unique index \`program_logins_device_code\` on \`program_logins\` (\`device_hash\`);`);
    this.addSql(`create unique index \`program_logins_user_code\` on \`program_logins\` (\`user_hash\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`program_logins\`;`);
  }

}
