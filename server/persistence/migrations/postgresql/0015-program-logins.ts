import { Migration } from '@mikro-orm/migrations';

export class Migration20261201145647 extends Migration {

  override name = 'Migration20261201145647';

  override up(): void | Promise<void> {
    this.addSql(`create table "program_logins" ("id" varchar(36) not null, "device_hash" varchar(64) not null, "user_hash" varchar(64) not null, "program" text not null, "machine" text not null, "user_name" text not null, "address" text not null, "actions" text not null, "created_at" varchar(30) not null, "expires_at" varchar(30) not null, "interval" int not null, "polled_at" varchar(30) null, "bound_to" varchar(100) null, "person_id" varchar(36) null, "answer" varchar(10) null, primary key ("id"));`);
    this.addSql(`comment on column "program_logins"."device_hash" is 'SHA-256 of what the program asks with, hexadecimal';`);
    this.addSql(`comment on column "program_logins"."user_hash" is 'keyed hash of what the person types, hexadecimal';`);
    this.addSql(`comment on column "program_logins"."actions" is 'JSON array of strings';`);
    this.addSql(`create index "program_logins_expires" on "program_logins" ("expires_at");`);
    this.addSql(`alter table "program_logins" add constraint "program_logins_device_code" unique ("device_hash");`);
    this.addSql(`alter table "program_logins" add constraint "program_logins_user_code" unique ("user_hash");`);

    this.addSql(`alter table "program_logins" add constraint "program_logins_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "program_logins" cascade;`);
  }

}
