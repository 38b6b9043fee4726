import { Migration } from '@mikro-orm/migrations';

export class Migration20261201105725 extends Migration {

  override name = 'Migration20261201105725';

  override up(): void | Promise<void> {
    this.addSql(`create table "one_time_values" ("id" varchar(36) not null, "identifier" text not null, "value" text not null, "expires_at" varchar(30) not null, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`comment on column "one_time_values"."identifier" is 'hashed';`);
    this.addSql(`create index "one_time_values_identifier" on "one_time_values" ("identifier");`);
    this.addSql(`create index "one_time_values_expiry" on "one_time_values" ("expires_at");`);

    this.addSql(`create table "people" ("id" varchar(36) not null, "name" varchar(100) not null, "display_name" text not null, "email" varchar(200) null, "email_verified" int not null default 0, "role" varchar(20) not null, "disabled" int not null default 0, "two_factor" int not null default 0, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, "signed_in_at" varchar(30) null, primary key ("id"));`);
    this.addSql(`alter table "people" add constraint "people_name" unique ("name");`);
    this.addSql(`alter table "people" add constraint "people_email" unique ("email");`);

    this.addSql(`create table "credentials" ("id" varchar(36) not null, "person_id" varchar(36) not null, "provider" varchar(100) not null, "subject" varchar(255) not null, "password_hash" text null, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`create index "credentials_person" on "credentials" ("person_id");`);
    this.addSql(`alter table "credentials" add constraint "credentials_subject" unique ("provider", "subject");`);

    this.addSql(`create table "api_tokens" ("id" varchar(36) not null, "person_id" varchar(36) not null, "label" text not null, "hash" varchar(64) not null, "prefix" varchar(20) not null, "actions" text null, "created_at" varchar(30) not null, "expires_at" varchar(30) null, "last_used_at" varchar(30) null, "last_address" text null, "revoked_at" varchar(30) null, primary key ("id"));`);
    this.addSql(`comment on column "api_tokens"."hash" is 'SHA-256 of the token, hexadecimal';`);
    this.addSql(`comment on column "api_tokens"."actions" is 'JSON array of strings; null = all that the person may do';`);
    this.addSql(`create index "api_tokens_person" on "api_tokens" ("person_id");`);
    this.addSql(`alter table "api_tokens" add constraint "api_tokens_hash" unique ("hash");`);

    this.addSql(`create table "person_links" ("hash" varchar(64) not null, "person_id" varchar(36) not null, "kind" varchar(20) not null, "expires_at" varchar(30) not null, "used_at" varchar(30) null, "created_at" varchar(30) not null, primary key ("hash"));`);
    this.addSql(`comment on column "person_links"."hash" is 'SHA-256 of what is in the link, hexadecimal';`);
    this.addSql(`create index "person_links_person" on "person_links" ("person_id");`);

    this.addSql(`create table "sessions" ("id" varchar(36) not null, "person_id" varchar(36) not null, "token_hash" varchar(64) not null, "created_at" varchar(30) not null, "expires_at" varchar(30) not null, "last_used_at" varchar(30) not null, "address" text not null, "user_agent" text not null, primary key ("id"));`);
    this.addSql(`comment on column "sessions"."token_hash" is 'SHA-256 of what is in the cookie, hexadecimal';`);
    this.addSql(`create index "sessions_person" on "sessions" ("person_id");`);
    this.addSql(`create index "sessions_expiry" on "sessions" ("expires_at");`);
    this.addSql(`alter table "sessions" add constraint "sessions_token" unique ("token_hash");`);

    this.addSql(`create table "two_factors" ("id" varchar(36) not null, "person_id" varchar(36) not null, "secret" text not null, "recovery_codes" text not null, "verified" int not null default 0, "failures" int not null default 0, "locked_until" varchar(30) null, primary key ("id"));`);
    this.addSql(`comment on column "two_factors"."secret" is 'encrypted';`);
    this.addSql(`comment on column "two_factors"."recovery_codes" is 'JSON array of SHA-256, hexadecimal';`);
    this.addSql(`alter table "two_factors" add constraint "two_factors_person" unique ("person_id");`);

    this.addSql(`alter table "credentials" add constraint "credentials_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);

    this.addSql(`alter table "api_tokens" add constraint "api_tokens_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);

    this.addSql(`alter table "person_links" add constraint "person_links_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);

    this.addSql(`alter table "sessions" add constraint "sessions_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);

    this.addSql(`alter table "two_factors" add constraint "two_factors_person_id_foreign" foreign key ("person_id") references "people" ("id") on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "credentials" drop constraint "credentials_person_id_foreign";`);
    this.addSql(`alter table "api_tokens" drop constraint "api_tokens_person_id_foreign";`);
    this.addSql(`alter table "person_links" drop constraint "person_links_person_id_foreign";`);
    this.addSql(`alter table "sessions" drop constraint "sessions_person_id_foreign";`);
    this.addSql(`alter table "two_factors" drop constraint "two_factors_person_id_foreign";`);

    this.addSql(`drop table if exists "one_time_values" cascade;`);
    this.addSql(`drop table if exists "people" cascade;`);
    this.addSql(`drop table if exists "credentials" cascade;`);
    this.addSql(`drop table if exists "api_tokens" cascade;`);
    this.addSql(`drop table if exists "person_links" cascade;`);
    this.addSql(`drop table if exists "sessions" cascade;`);
    this.addSql(`drop table if exists "two_factors" cascade;`);
  }

}
