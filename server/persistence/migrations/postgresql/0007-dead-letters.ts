import { Migration } from '@mikro-orm/migrations';

export class DeadLetters extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table "dead_letters" ("id" varchar(36) not null, "subscriber" varchar(100) not null, "seq" bigint not null, "type" varchar(60) not null, "job_id" varchar(36) null, "payload" text not null, "at" varchar(30) not null, "actor_kind" varchar(10) not null, "actor_id" varchar(100) null, "actor_name" text null, "error" text not null, "tries" int not null, "failed_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`comment on column "dead_letters"."payload" is 'JSON';`);
    this.addSql(`alter table "dead_letters" add constraint "dead_letters_event" unique ("subscriber", "seq");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "dead_letters" cascade;`);
  }

}
