import { Migration } from '@mikro-orm/migrations';

export class Initial extends Migration {

  override name = '0001-initial';

  override up(): void | Promise<void> {
    this.addSql(`create table \`events\` (\`seq\` integer not null primary key autoincrement, \`type\` text not null, \`job_id\` text null, \`payload\` text not null, \`at\` text not null);`);

    this.addSql(`create table \`event_cursors\` (\`subscriber\` text not null primary key, \`seq\` bigint not null);`);

    this.addSql(`create table \`last_rendered\` (\`job_id\` text not null primary key, \`rendered_at\` text not null);`);
    this.addSql(`create index \`last_rendered_newest\` on \`last_rendered\` (\`rendered_at\`);`);

    this.addSql(`create table \`sleep_schedules\` (\`worker_id\` text not null primary key, \`is_active\` integer not null, \`windows\` text not null, \`next_check_at\` text null, \`updated_at\` text not null);`);
    this.addSql(`create index \`sleep_schedules_due\` on \`sleep_schedules\` (\`next_check_at\`);`);

    this.addSql(`create table \`workers\` (\`id\` text not null primary key, \`secret_hash\` text not null, \`name\` text not null, \`address\` text not null, \`platform\` text not null, \`software\` text not null, \`status\` text not null, \`status_requested\` text null, \`status_request_lazy\` integer not null default 0, \`supported_task_types\` text not null, \`can_restart\` integer not null default 0, \`last_seen_at\` text null, \`created_at\` text not null, \`updated_at\` text not null, \`deleted_at\` text null);`);

    this.addSql(`create table \`worker_status_changes\` (\`id\` integer not null primary key autoincrement, \`worker_id\` text not null, \`at\` text not null, \`from_status\` text not null, \`to_status\` text not null, constraint \`worker_status_changes_worker_id_foreign\` foreign key (\`worker_id\`) references \`workers\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`worker_status_changes_worker_id_index\` on \`worker_status_changes\` (\`worker_id\`);`);
    this.addSql(`create index \`worker_status_changes_latest\` on \`worker_status_changes\` (\`worker_id\`, \`id\`);`);

    this.addSql(`create table \`worker_tags\` (\`id\` text not null primary key, \`name\` text not null, \`description\` text not null, \`created_at\` text not null);`);
    this.addSql(`create unique index \`worker_tags_name_unique\` on \`worker_tags\` (\`name\`);`);

    this.addSql(`create table \`jobs\` (\`id\` text not null primary key, \`number\` integer not null, \`name\` text not null, \`type\` text not null, \`priority\` integer not null, \`status\` text not null, \`activity\` text not null, \`settings\` text not null, \`metadata\` text not null, \`shaman_checkout_id\` text null, \`worker_tag_id\` text null, \`steps_completed\` integer not null default 0, \`steps_total\` integer not null default 0, \`created_at\` text not null, \`updated_at\` text not null, \`delete_requested_at\` text null, constraint \`jobs_worker_tag_id_foreign\` foreign key (\`worker_tag_id\`) references \`worker_tags\` (\`id\`) on delete set null);`);
    this.addSql(`create unique index \`jobs_number_unique\` on \`jobs\` (\`number\`);`);
    this.addSql(`create index \`jobs_worker_tag_id_index\` on \`jobs\` (\`worker_tag_id\`);`);
    this.addSql(`create index \`jobs_updated\` on \`jobs\` (\`updated_at\`, \`id\`);`);
    this.addSql(`create index \`jobs_status\` on \`jobs\` (\`status\`, \`number\`);`);

    this.addSql(`create table \`unknown_commands\` (\`job_id\` text not null, \`name\` text not null, primary key (\`job_id\`, \`name\`), constraint \`unknown_commands_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`unknown_commands_job_id_index\` on \`unknown_commands\` (\`job_id\`);`);

    this.addSql(`create table \`tasks\` (\`id\` text not null primary key, \`job_id\` text not null, \`index_in_job\` integer not null, \`name\` text not null, \`type\` text not null, \`priority\` integer not null, \`rank\` integer not null, \`status\` text not null, \`runnable\` integer not null, \`unfinished_dependencies\` integer not null default 0, \`activity\` text not null, \`commands\` text not null, \`steps_completed\` integer not null default 0, \`steps_total\` integer not null, \`worker_id\` text null, \`attempt_id\` text null, \`last_touched_at\` text null, \`created_at\` text not null, \`updated_at\` text not null, constraint \`tasks_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`tasks_job_id_index\` on \`tasks\` (\`job_id\`);`);
    this.addSql(`create index \`tasks_next\` on \`tasks\` (\`job_id\`, \`type\`, \`runnable\`, \`rank\`, \`index_in_job\`);`);
    this.addSql(`create index \`tasks_worker_active\` on \`tasks\` (\`worker_id\`, \`status\`);`);
    this.addSql(`create index \`tasks_job_status\` on \`tasks\` (\`job_id\`, \`status\`, \`index_in_job\`);`);
    this.addSql(`create unique index \`tasks_index\` on \`tasks\` (\`job_id\`, \`index_in_job\`);`);

    this.addSql(`create table \`task_failures\` (\`task_id\` text not null, \`worker_id\` text not null, \`job_id\` text not null, \`task_type\` text not null, primary key (\`task_id\`, \`worker_id\`), constraint \`task_failures_task_id_foreign\` foreign key (\`task_id\`) references \`tasks\` (\`id\`) on delete cascade, constraint \`task_failures_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`task_failures_task_id_index\` on \`task_failures\` (\`task_id\`);`);
    this.addSql(`create index \`task_failures_job_id_index\` on \`task_failures\` (\`job_id\`);`);
    this.addSql(`create index \`task_failures_worker\` on \`task_failures\` (\`job_id\`, \`worker_id\`, \`task_type\`);`);

    this.addSql(`create table \`task_dependencies\` (\`task_id\` text not null, \`dependency_id\` text not null, primary key (\`task_id\`, \`dependency_id\`), constraint \`task_dependencies_task_id_foreign\` foreign key (\`task_id\`) references \`tasks\` (\`id\`) on update cascade on delete cascade, constraint \`task_dependencies_dependency_id_foreign\` foreign key (\`dependency_id\`) references \`tasks\` (\`id\`) on update cascade on delete cascade);`);
    this.addSql(`create index \`task_dependencies_task_id_index\` on \`task_dependencies\` (\`task_id\`);`);
    this.addSql(`create index \`task_dependencies_back\` on \`task_dependencies\` (\`dependency_id\`);`);

    this.addSql(`create table \`job_queues\` (\`job_id\` text not null, \`task_type\` text not null, \`open\` integer not null, \`job_rank\` integer not null, \`job_number\` integer not null, \`runnable\` integer not null default 0, \`active\` integer not null default 0, \`canceled\` integer not null default 0, \`completed\` integer not null default 0, \`failed\` integer not null default 0, \`queued\` integer not null default 0, \`soft_failed\` integer not null default 0, \`paused\` integer not null default 0, primary key (\`job_id\`, \`task_type\`), constraint \`job_queues_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`job_queues_job_id_index\` on \`job_queues\` (\`job_id\`);`);
    this.addSql(`create index \`job_queues_order\` on \`job_queues\` (\`open\`, \`job_rank\`, \`job_number\`, \`task_type\`);`);

    this.addSql(`create table \`job_blocks\` (\`job_id\` text not null, \`worker_id\` text not null, \`task_type\` text not null, primary key (\`job_id\`, \`worker_id\`, \`task_type\`), constraint \`job_blocks_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`job_blocks_job_id_index\` on \`job_blocks\` (\`job_id\`);`);

    this.addSql(`create table \`attempts\` (\`id\` text not null primary key, \`task_id\` text not null, \`job_id\` text not null, \`worker_id\` text not null, \`worker_name\` text not null, \`number\` integer not null, \`started_at\` text not null, \`ended_at\` text null, \`outcome\` text null, \`reason\` text null, \`log_start\` integer not null, constraint \`attempts_task_id_foreign\` foreign key (\`task_id\`) references \`tasks\` (\`id\`) on delete cascade, constraint \`attempts_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`attempts_task_id_index\` on \`attempts\` (\`task_id\`);`);
    this.addSql(`create index \`attempts_job_id_index\` on \`attempts\` (\`job_id\`);`);
    this.addSql(`create index \`attempts_worker\` on \`attempts\` (\`worker_id\`, \`started_at\`);`);
    this.addSql(`create unique index \`attempts_number\` on \`attempts\` (\`task_id\`, \`number\`);`);

    this.addSql(`create table \`worker_tag_membership\` (\`worker_id\` text not null, \`tag_id\` text not null, primary key (\`worker_id\`, \`tag_id\`), constraint \`worker_tag_membership_worker_id_foreign\` foreign key (\`worker_id\`) references \`workers\` (\`id\`) on update cascade on delete cascade, constraint \`worker_tag_membership_tag_id_foreign\` foreign key (\`tag_id\`) references \`worker_tags\` (\`id\`) on update cascade on delete cascade);`);
    this.addSql(`create index \`worker_tag_membership_worker_id_index\` on \`worker_tag_membership\` (\`worker_id\`);`);
    this.addSql(`create index \`worker_tag_membership_tag\` on \`worker_tag_membership\` (\`tag_id\`);`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`events\`;`);
    this.addSql(`drop table if exists \`event_cursors\`;`);
    this.addSql(`drop table if exists \`last_rendered\`;`);
    this.addSql(`drop table if exists \`sleep_schedules\`;`);
    this.addSql(`drop table if exists \`workers\`;`);
    this.addSql(`drop table if exists \`worker_status_changes\`;`);
    this.addSql(`drop table if exists \`worker_tags\`;`);
    this.addSql(`drop table if exists \`jobs\`;`);
    this.addSql(`drop table if exists \`unknown_commands\`;`);
    this.addSql(`drop table if exists \`tasks\`;`);
    this.addSql(`drop table if exists \`task_failures\`;`);
    this.addSql(`drop table if exists \`task_dependencies\`;`);
    this.addSql(`drop table if exists \`job_queues\`;`);
    this.addSql(`drop table if exists \`job_blocks\`;`);
    this.addSql(`drop table if exists \`attempts\`;`);
    this.addSql(`drop table if exists \`worker_tag_membership\`;`);
  }

}
