import { Migration } from '@mikro-orm/migrations';

export class Migration20261201145708 extends Migration {

  override name = 'Migration20261201145708';

  override up(): void | Promise<void> {
    this.addSql(`create table \`enrolment_codes\` (\`id\` text not null primary key, \`hash\` text not null, \`prefix\` text not null, \`machines\` integer not null, \`used\` integer not null default 0, \`actor_kind\` text not null, \`actor_id\` text null, \`actor_name\` text null, \`created_at\` text not null, \`expires_at\` text not null, \`revoked_at\` text null);`);
    this.addSql(`create index \`enrolment_codes_created\` on \`enrolment_codes\` (\`created_at\`);`);
    this.addSql(`create unique index \`enrolment_codes_hash\` on \`enrolment_codes\` (\`hash\`);`);

    this.addSql(`alter table \`workers\` add column \`next_secret_hash\` text null;`);
    this.addSql(`alter table \`workers\` add column \`new_secret_asked_at\` text null;`);
    this.addSql(`alter table \`workers\` add column \`enrolment_code_id\` text null constraint \`workers_enrolment_code_id_foreign\` references \`enrolment_codes\` (\`id\`) on delete set null;`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`enrolment_codes\`;`);

    this.addSql(`alter table \`workers\` drop column \`next_secret_hash\`;`);
    this.addSql(`alter table \`workers\` drop column \`new_secret_asked_at\`;`);
    this.addSql(`alter table \`workers\` drop column \`enrolment_code_id\`;`);
  }

}
