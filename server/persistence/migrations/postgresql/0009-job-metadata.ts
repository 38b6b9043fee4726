import { Migration } from '@mikro-orm/migrations';

export class JobMetadata extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table "job_metadata" ("job_id" varchar(36) not null, "position" int not null, "key" varchar(200) not null, "value" varchar(200) not null, primary key ("job_id", "position"));`);
    this.addSql(`create index "job_metadata_value" on "job_metadata" ("key", "value", "job_id");`);

    this.addSql(`alter table "job_metadata" add constraint "job_metadata_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);
    // Jobs that are there already. What a database cannot read as a text is left out: it is only not found by.
    this.addSql(`insert into "job_metadata" select "jobs"."id", "each"."position", left("each"."key", 200), left("each"."value", 200) from "jobs", json_each_text("jobs"."metadata"::json) with ordinality as "each" ("key", "value", "position") where "jobs"."metadata" !~* '\\\\u(0000|d[89a-f])';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "job_metadata" cascade;`);
  }

}
