import { Migration } from '@mikro-orm/migrations';

export class IdempotencyKeys extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table "idempotency_keys" ("caller" varchar(120) not null, "key" varchar(255) not null, "body_hash" varchar(64) not null, "job_id" varchar(36) not null, "created_at" varchar(30) not null, primary key ("caller", "key"));`);
    this.addSql(`comment on column "idempotency_keys"."body_hash" is 'SHA-256 of what was submitted, hexadecimal';`);
    this.addSql(`create index "idempotency_keys_created" on "idempotency_keys" ("created_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "idempotency_keys" cascade;`);
  }

}
