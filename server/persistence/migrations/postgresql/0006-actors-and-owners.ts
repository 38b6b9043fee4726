import { Migration } from '@mikro-orm/migrations';

export class ActorsAndOwners extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`alter table "events" add "actor_kind" varchar(10) not null default 'manager', add "actor_id" varchar(100) null, add "actor_name" text null;`);

    this.addSql(`alter table "jobs" add "owner_id" varchar(36) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "events" drop column "actor_kind", drop column "actor_id", drop column "actor_name";`);

    this.addSql(`alter table "jobs" drop column "owner_id";`);
  }

}
