import { Migration } from '@mikro-orm/migrations';

export class Migration20261201012359 extends Migration {

  override name = 'Migration20261201012359';

  override up(): void | Promise<void> {
    this.addSql(`create table \`job_dependencies\` (\`job_id\` text not null, \`other_id\` text not null, \`other_name\` text not null, primary key (\`job_id\`, \`other_id\`), constraint \`job_dependencies_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`job_dependencies_back\` on \`job_dependencies\` (\`other_id\`);`);

    this.addSql(`alter table \`jobs\` add column \`waits_for\` integer not null default 0;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`job_dependencies\`;`);

    this.addSql(`alter table \`jobs\` drop column \`waits_for\`;`);
  }

}
