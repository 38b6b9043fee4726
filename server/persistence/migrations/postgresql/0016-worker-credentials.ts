import { Migration } from '@mikro-orm/migrations';

export class Migration20261201145708 extends Migration {

  override name = 'Migration20261201145708';

  override up(): void | Promise<void> {
    this.addSql(`create table "enrolment_codes" ("id" varchar(36) not null, "hash" varchar(64) not null, "prefix" varchar(20) not null, "machines" int not null, "used" int not null default 0, "actor_kind" varchar(20) not null, "actor_id" text null, "actor_name" text null, "created_at" varchar(30) not null, "expires_at" varchar(30) not null, "revoked_at" varchar(30) null, primary key ("id"));`);
    this.addSql(`comment on column "enrolment_codes"."hash" is 'SHA-256 of the code, hexadecimal';`);
    this.addSql(`create index "enrolment_codes_created" on "enrolment_codes" ("created_at");`);
    this.addSql(`alter table "enrolment_codes" add constraint "enrolment_codes_hash" unique ("hash");`);

    this.addSql(`alter table "workers" add "next_secret_hash" text null, add "new_secret_asked_at" varchar(30) null, add "enrolment_code_id" varchar(36) null;`);
    this.addSql(`alter table "workers" add constraint "workers_enrolment_code_id_foreign" foreign key ("enrolment_code_id") references "enrolment_codes" ("id") on delete set null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "workers" drop constraint "workers_enrolment_code_id_foreign";`);

    this.addSql(`drop table if exists "enrolment_codes" cascade;`);

    this.addSql(`alter table "workers" drop column "next_secret_hash", drop column "new_secret_asked_at", drop column "enrolment_code_id";`);
  }

}
