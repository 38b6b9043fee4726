import { Migration } from '@mikro-orm/migrations';

export class IdempotencyKeys extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table \`idempotency_keys\` (\`caller\` text not null, \`key\` text not null, \`body_hash\` text not null, \`job_id\` text not null, \`created_at\` text not null, primary key (\`caller\`, \`key\`));`);
    this.addSql(`create index \`idempotency_keys_created\` on \`idempotency_keys\` (\`created_at\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`idempotency_keys\`;`);
  }

}
