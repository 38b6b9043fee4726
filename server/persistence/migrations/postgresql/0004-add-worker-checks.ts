import { Migration } from '@mikro-orm/migrations';

export class AddWorkerChecks extends Migration {

  override up(): void {
    this.addSql(`create table "worker_checks" ("worker_id" varchar(36) not null, "checked_at" varchar(30) not null, "checks" text not null, primary key ("worker_id"));`);
    this.addSql(`comment on column "worker_checks"."checks" is 'JSON array of WorkerCheckItem';`);

    this.addSql(`alter table "worker_checks" add constraint "worker_checks_worker_id_foreign" foreign key ("worker_id") references "workers" ("id") on update cascade on delete cascade;`);
  }

  override down(): void {
    this.addSql(`drop table if exists "worker_checks" cascade;`);
  }

}
