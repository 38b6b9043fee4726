import { Migration } from '@mikro-orm/migrations';

export class Migration20261201012359 extends Migration {

  override name = 'Migration20261201012359';

  override up(): void | Promise<void> {
    this.addSql(`create table "job_dependencies" ("job_id" varchar(36) not null, "other_id" varchar(36) not null, "other_name" text not null, primary key ("job_id", "other_id"));`);
    this.addSql(`comment on column "job_dependencies"."other_name" is 'for when the other job is gone';`);
    this.addSql(`create index "job_dependencies_back" on "job_dependencies" ("other_id");`);

    this.addSql(`alter table "jobs" add "waits_for" int not null default 0;`);
    this.addSql(`comment on column "jobs"."waits_for" is 'how many of the jobs that it depends on are not completed';`);

    this.addSql(`alter table "job_dependencies" add constraint "job_dependencies_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "job_dependencies" cascade;`);

    this.addSql(`alter table "jobs" drop column "waits_for";`);
  }

}
