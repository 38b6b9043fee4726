import { Migration } from '@mikro-orm/migrations';

export class Migration20261201105724 extends Migration {

  override name = 'Migration20261201105724';

  override up(): void | Promise<void> {
    this.addSql(`create table \`one_time_values\` (\`id\` text not null primary key, \`identifier\` text not null, \`value\` text not null, \`expires_at\` text not null, \`created_at\` text not null, \`updated_at\` text not null);`);
    this.addSql(`create index \`one_time_values_identifier\` on \`one_time_values\` (\`identifier\`);`);
    this.addSql(`create index \`one_time_values_expiry\` on \`one_time_values\` (\`expires_at\`);`);

    this.addSql(`create table \`people\` (\`id\` text not null primary key, \`name\` text not null, \`display_name\` text not null, \`email\` text null, \`email_verified\` integer not null default 0, \`role\` text not null, \`disabled\` integer not null default 0, \`two_factor\` integer not null default 0, \`created_at\` text not null, \`updated_at\` text not null, \`signed_in_at\` text null);`);
    this.addSql(`create unique index \`people_name\` on \`people\` (\`name\`);`);
    this.addSql(`create unique index \`people_email\` on \`people\` (\`email\`);`);

    this.addSql(`create table \`credentials\` (\`id\` text not null primary key, \`person_id\` text not null, \`provider\` text not null, \`subject\` text not null, \`password_hash\` text null, \`created_at\` text not null, \`updated_at\` text not null, constraint \`credentials_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`credentials_person\` on \`credentials\` (\`person_id\`);`);
    this.addSql(`create unique index \`credentials_subject\` on \`credentials\` (\`provider\`, \`subject\`);`);

    this.addSql(`create table \`api_tokens\` (\`id\` text not null primary key, \`person_id\` text not null, \`label\` text not null, \`hash\` text not null, \`prefix\` text not null, \`actions\` text null, \`created_at\` text not null, \`expires_at\` text null, \`last_used_at\` text null, \`last_address\` text null, \`revoked_at\` text null, constraint \`api_tokens_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`api_tokens_person\` on \`api_tokens\` (\`person_id\`);`);
    this.addSql(`create unique index \`api_tokens_hash\` on \`api_tokens\` (\`hash\`);`);

    this.addSql(`create table \`person_links\` (\`hash\` text not null primary key, \`person_id\` text not null, \`kind\` text not null, \`expires_at\` text not null, \`used_at\` text null, \`created_at\` text not null, constraint \`person_links_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`person_links_person\` on \`person_links\` (\`person_id\`);`);

    this.addSql(`create table \`sessions\` (\`id\` text not null primary key, \`person_id\` text not null, \`token_hash\` text not null, \`created_at\` text not null, \`expires_at\` text not null, \`last_used_at\` text not null, \`address\` text not null, \`user_agent\` text not null, constraint \`sessions_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`sessions_person\` on \`sessions\` (\`person_id\`);`);
    this.addSql(`create index \`sessions_expiry\` on \`sessions\` (\`expires_at\`);`);
    this.addSql(`create unique index \`sessions_token\` on \`sessions\` (\`token_hash\`);`);

    this.addSql(`create table \`two_factors\` (\`id\` text not null primary key, \`person_id\` text not null, \`secret\` text not null, \`recovery_codes\` text not null, \`verified\` integer not null default 0, \`failures\` integer not null default 0, \`locked_until\` text null, constraint \`two_factors_person_id_foreign\` foreign key (\`person_id\`) references \`people\` (\`id\`) on delete cascade);`);
    this.addSql(`create unique index \`two_factors_person\` on \`two_factors\` (\`person_id\`);`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`one_time_values\`;`);
    this.addSql(`drop table if exists \`people\`;`);
    this.addSql(`drop table if exists \`credentials\`;`);
    this.addSql(`drop table if exists \`api_tokens\`;`);
    this.addSql(`drop table if exists \`person_links\`;`);
    this.addSql(`drop table if exists \`sessions\`;`);
    this.addSql(`drop table if exists \`two_factors\`;`);
  }

}
