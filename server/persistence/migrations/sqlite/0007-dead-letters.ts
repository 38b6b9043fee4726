import { Migration } from '@mikro-orm/migrations';

export class DeadLetters extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table \`dead_letters\` (\`id\` text not null primary key, \`subscriber\` text not null, \`seq\` bigint not null, \`type\` text not null, \`job_id\` text null, \`payload\` text not null, \`at\` text not null, \`actor_kind\` text not null, \`actor_id\` text null, \`actor_name\` text null, \`error\` text not null, \`tries\` integer not null, \`failed_at\` text not null);`);
    this.addSql(`create unique index \`dead_letters_event\` on \`dead_letters\` (\`subscriber\`, \`seq\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`dead_letters\`;`);
  }

}
