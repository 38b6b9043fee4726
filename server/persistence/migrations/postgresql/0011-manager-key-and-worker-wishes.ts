import { Migration } from '@mikro-orm/migrations';

export class Migration20261201022315 extends Migration {

  override name = 'Migration20261201022315';

  override up(): void | Promise<void> {
    this.addSql(`create table "manager_keys" ("id" int not null, "private_key" text not null, "created_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`comment on column "manager_keys"."private_key" is 'Ed25519, PKCS #8 in base64';`);

    this.addSql(`alter table "workers" add "name_locked" int not null default 0, add "tags_locked" int not null default 0, add "refused_wishes" text null;`);
    this.addSql(`comment on column "workers"."refused_wishes" is 'JSON: name, tags';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "manager_keys" cascade;`);

    this.addSql(`alter table "workers" drop column "name_locked", drop column "tags_locked", drop column "refused_wishes";`);
  }

}
