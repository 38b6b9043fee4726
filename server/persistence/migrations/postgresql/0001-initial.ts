import { Migration } from '@mikro-orm/migrations';

export class Initial extends Migration {

  override name = '0001-initial';

  override up(): void | Promise<void> {
    this.addSql(`create table "events" ("seq" bigserial primary key, "type" varchar(60) not null, "job_id" varchar(36) null, "payload" text not null, "at" varchar(30) not null);`);
    this.addSql(`comment on column "events"."payload" is 'JSON';`);

    this.addSql(`create table "event_cursors" ("subscriber" varchar(100) not null, "seq" bigint not null, primary key ("subscriber"));`);

    this.addSql(`create table "last_rendered" ("job_id" varchar(36) not null, "rendered_at" varchar(30) not null, primary key ("job_id"));`);
    this.addSql(`create index "last_rendered_newest" on "last_rendered" ("rendered_at");`);

    this.addSql(`create table "sleep_schedules" ("worker_id" varchar(36) not null, "is_active" int not null, "windows" text not null, "next_check_at" varchar(30) null, "updated_at" varchar(30) not null, primary key ("worker_id"));`);
    this.addSql(`comment on column "sleep_schedules"."windows" is 'JSON array of sleep windows';`);
    this.addSql(`create index "sleep_schedules_due" on "sleep_schedules" ("next_check_at");`);

    this.addSql(`create table "workers" ("id" varchar(36) not null, "secret_hash" text not null, "name" text not null, "address" text not null, "platform" text not null, "software" text not null, "status" varchar(20) not null, "status_requested" varchar(20) null, "status_request_lazy" int not null default 0, "supported_task_types" text not null, "can_restart" int not null default 0, "last_seen_at" varchar(30) null, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, "deleted_at" varchar(30) null, primary key ("id"));`);
    this.addSql(`comment on column "workers"."supported_task_types" is 'JSON array of strings';`);

    this.addSql(`create table "worker_status_changes" ("id" bigserial primary key, "worker_id" varchar(36) not null, "at" varchar(30) not null, "from_status" varchar(20) not null, "to_status" varchar(20) not null);`);
    this.addSql(`create index "worker_status_changes_latest" on "worker_status_changes" ("worker_id", "id");`);

    this.addSql(`create table "worker_tags" ("id" varchar(36) not null, "name" text not null, "description" text not null, "created_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`alter table "worker_tags" add constraint "worker_tags_name_unique" unique ("name");`);

    this.addSql(`create table "jobs" ("id" varchar(36) not null, "number" int not null, "name" text not null, "type" text not null, "priority" int not null, "status" varchar(20) not null, "activity" text not null, "settings" text not null, "metadata" text not null, "shaman_checkout_id" text null, "worker_tag_id" varchar(36) null, "steps_completed" int not null default 0, "steps_total" int not null default 0, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, "delete_requested_at" varchar(30) null, primary key ("id"));`);
    this.addSql(`comment on column "jobs"."settings" is 'JSON object';`);
    this.addSql(`comment on column "jobs"."metadata" is 'JSON object of strings';`);
    this.addSql(`alter table "jobs" add constraint "jobs_number_unique" unique ("number");`);
    this.addSql(`create index "jobs_updated" on "jobs" ("updated_at", "id");`);
    this.addSql(`create index "jobs_status" on "jobs" ("status", "number");`);

    this.addSql(`create table "unknown_commands" ("job_id" varchar(36) not null, "name" varchar(255) not null, primary key ("job_id", "name"));`);

    this.addSql(`create table "tasks" ("id" varchar(36) not null, "job_id" varchar(36) not null, "index_in_job" int not null, "name" text not null, "type" varchar(255) not null, "priority" int not null, "rank" int not null, "status" varchar(20) not null, "runnable" int not null, "unfinished_dependencies" int not null default 0, "activity" text not null, "commands" text not null, "steps_completed" int not null default 0, "steps_total" int not null, "worker_id" varchar(36) null, "attempt_id" varchar(36) null, "last_touched_at" varchar(30) null, "created_at" varchar(30) not null, "updated_at" varchar(30) not null, primary key ("id"));`);
    this.addSql(`comment on column "tasks"."commands" is 'JSON array of commands';`);
    this.addSql(`create index "tasks_next" on "tasks" ("job_id", "type", "runnable", "rank", "index_in_job");`);
    this.addSql(`create index "tasks_worker_active" on "tasks" ("worker_id", "status");`);
    this.addSql(`create index "tasks_job_status" on "tasks" ("job_id", "status", "index_in_job");`);
    this.addSql(`alter table "tasks" add constraint "tasks_index" unique ("job_id", "index_in_job");`);

    this.addSql(`create table "task_failures" ("task_id" varchar(36) not null, "worker_id" varchar(36) not null, "job_id" varchar(36) not null, "task_type" varchar(255) not null, primary key ("task_id", "worker_id"));`);
    this.addSql(`create index "task_failures_worker" on "task_failures" ("job_id", "worker_id", "task_type");`);

    this.addSql(`create table "task_dependencies" ("task_id" varchar(36) not null, "dependency_id" varchar(36) not null, primary key ("task_id", "dependency_id"));`);
    this.addSql(`create index "task_dependencies_back" on "task_dependencies" ("dependency_id");`);

    this.addSql(`create table "job_queues" ("job_id" varchar(36) not null, "task_type" varchar(255) not null, "open" int not null, "job_rank" int not null, "job_number" int not null, "runnable" int not null default 0, "active" int not null default 0, "canceled" int not null default 0, "completed" int not null default 0, "failed" int not null default 0, "queued" int not null default 0, "soft_failed" int not null default 0, "paused" int not null default 0, primary key ("job_id", "task_type"));`);
    this.addSql(`comment on column "job_queues"."runnable" is 'queued or soft-failed, with no unfinished dependency';`);
    this.addSql(`create index "job_queues_order" on "job_queues" ("open", "job_rank", "job_number", "task_type");`);

    this.addSql(`create table "job_blocks" ("job_id" varchar(36) not null, "worker_id" varchar(36) not null, "task_type" varchar(255) not null, primary key ("job_id", "worker_id", "task_type"));`);

    this.addSql(`create table "attempts" ("id" varchar(36) not null, "task_id" varchar(36) not null, "job_id" varchar(36) not null, "worker_id" varchar(36) not null, "worker_name" text not null, "number" int not null, "started_at" varchar(30) not null, "ended_at" varchar(30) null, "outcome" varchar(20) null, "reason" text null, "log_start" int not null, primary key ("id"));`);
    this.addSql(`create index "attempts_worker" on "attempts" ("worker_id", "started_at");`);
    this.addSql(`alter table "attempts" add constraint "attempts_number" unique ("task_id", "number");`);

    this.addSql(`create table "worker_tag_membership" ("worker_id" varchar(36) not null, "tag_id" varchar(36) not null, primary key ("worker_id", "tag_id"));`);
    this.addSql(`create index "worker_tag_membership_tag" on "worker_tag_membership" ("tag_id");`);

    this.addSql(`alter table "worker_status_changes" add constraint "worker_status_changes_worker_id_foreign" foreign key ("worker_id") references "workers" ("id") on delete cascade;`);

    this.addSql(`alter table "jobs" add constraint "jobs_worker_tag_id_foreign" foreign key ("worker_tag_id") references "worker_tags" ("id") on delete set null;`);

    this.addSql(`alter table "unknown_commands" add constraint "unknown_commands_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "tasks" add constraint "tasks_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "task_failures" add constraint "task_failures_task_id_foreign" foreign key ("task_id") references "tasks" ("id") on delete cascade;`);
    this.addSql(`alter table "task_failures" add constraint "task_failures_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "task_dependencies" add constraint "task_dependencies_task_id_foreign" foreign key ("task_id") references "tasks" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "task_dependencies" add constraint "task_dependencies_dependency_id_foreign" foreign key ("dependency_id") references "tasks" ("id") on update cascade on delete cascade;`);

    this.addSql(`alter table "job_queues" add constraint "job_queues_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "job_blocks" add constraint "job_blocks_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "attempts" add constraint "attempts_task_id_foreign" foreign key ("task_id") references "tasks" ("id") on delete cascade;`);
    this.addSql(`alter table "attempts" add constraint "attempts_job_id_foreign" foreign key ("job_id") references "jobs" ("id") on delete cascade;`);

    this.addSql(`alter table "worker_tag_membership" add constraint "worker_tag_membership_worker_id_foreign" foreign key ("worker_id") references "workers" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "worker_tag_membership" add constraint "worker_tag_membership_tag_id_foreign" foreign key ("tag_id") references "worker_tags" ("id") on update cascade on delete cascade;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "worker_status_changes" drop constraint "worker_status_changes_worker_id_foreign";`);
    this.addSql(`alter table "worker_tag_membership" drop constraint "worker_tag_membership_worker_id_foreign";`);
    this.addSql(`alter table "jobs" drop constraint "jobs_worker_tag_id_foreign";`);
    this.addSql(`alter table "worker_tag_membership" drop constraint "worker_tag_membership_tag_id_foreign";`);
    this.addSql(`alter table "unknown_commands" drop constraint "unknown_commands_job_id_foreign";`);
    this.addSql(`alter table "tasks" drop constraint "tasks_job_id_foreign";`);
    this.addSql(`alter table "task_failures" drop constraint "task_failures_job_id_foreign";`);
    this.addSql(`alter table "job_queues" drop constraint "job_queues_job_id_foreign";`);
    this.addSql(`alter table "job_blocks" drop constraint "job_blocks_job_id_foreign";`);
    this.addSql(`alter table "attempts" drop constraint "attempts_job_id_foreign";`);
    this.addSql(`alter table "task_failures" drop constraint "task_failures_task_id_foreign";`);
    this.addSql(`alter table "task_dependencies" drop constraint "task_dependencies_task_id_foreign";`);
    this.addSql(`alter table "task_dependencies" drop constraint "task_dependencies_dependency_id_foreign";`);
    this.addSql(`alter table "attempts" drop constraint "attempts_task_id_foreign";`);

    this.addSql(`drop table if exists "events" cascade;`);
    this.addSql(`drop table if exists "event_cursors" cascade;`);
    this.addSql(`drop table if exists "last_rendered" cascade;`);
    this.addSql(`drop table if exists "sleep_schedules" cascade;`);
    this.addSql(`drop table if exists "workers" cascade;`);
    this.addSql(`drop table if exists "worker_status_changes" cascade;`);
    this.addSql(`drop table if exists "worker_tags" cascade;`);
    this.addSql(`drop table if exists "jobs" cascade;`);
    this.addSql(`drop table if exists "unknown_commands" cascade;`);
    this.addSql(`drop table if exists "tasks" cascade;`);
    this.addSql(`drop table if exists "task_failures" cascade;`);
    this.addSql(`drop table if exists "task_dependencies" cascade;`);
    this.addSql(`drop table if exists "job_queues" cascade;`);
    this.addSql(`drop table if exists "job_blocks" cascade;`);
    this.addSql(`drop table if exists "attempts" cascade;`);
    this.addSql(`drop table if exists "worker_tag_membership" cascade;`);
  }

}
