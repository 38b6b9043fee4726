import { Migration } from '@mikro-orm/migrations';

export class ActorsAndOwners extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`alter table \`events\` add column \`actor_kind\` text not null default 'manager';`);
    this.addSql(`alter table \`events\` add column \`actor_id\` text null;`);
    this.addSql(`alter table \`events\` add column \`actor_name\` text null;`);
    this.addSql(`drop index \`worker_status_changes_worker_id_index\`;`);

    this.addSql(`alter table \`jobs\` add column \`owner_id\` text null;`);
    this.addSql(`drop index \`unknown_commands_job_id_index\`;`);
    this.addSql(`drop index \`tasks_job_id_index\`;`);
    this.addSql(`drop index \`task_failures_job_id_index\`;`);
    this.addSql(`drop index \`task_failures_task_id_index\`;`);
    this.addSql(`drop index \`task_dependencies_task_id_index\`;`);
    this.addSql(`drop index \`job_queues_job_id_index\`;`);
    this.addSql(`drop index \`job_blocks_job_id_index\`;`);
    this.addSql(`drop index \`attempts_task_id_index\`;`);
    this.addSql(`drop index \`worker_tag_membership_worker_id_index\`;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`create index \`attempts_task_id_index\` on \`attempts\` (\`task_id\`);`);

    this.addSql(`alter table \`events\` drop column \`actor_kind\`;`);
    this.addSql(`alter table \`events\` drop column \`actor_id\`;`);
    this.addSql(`alter table \`events\` drop column \`actor_name\`;`);

    this.addSql(`create index \`job_blocks_job_id_index\` on \`job_blocks\` (\`job_id\`);`);

    this.addSql(`create index \`job_queues_job_id_index\` on \`job_queues\` (\`job_id\`);`);

    this.addSql(`alter table \`jobs\` drop column \`owner_id\`;`);

    this.addSql(`create index \`task_dependencies_task_id_index\` on \`task_dependencies\` (\`task_id\`);`);

    this.addSql(`create index \`task_failures_job_id_index\` on \`task_failures\` (\`job_id\`);`);
    this.addSql(`create index \`task_failures_task_id_index\` on \`task_failures\` (\`task_id\`);`);

    this.addSql(`create index \`tasks_job_id_index\` on \`tasks\` (\`job_id\`);`);

    this.addSql(`create index \`unknown_commands_job_id_index\` on \`unknown_commands\` (\`job_id\`);`);

    this.addSql(`create index \`worker_status_changes_worker_id_index\` on \`worker_status_changes\` (\`worker_id\`);`);

    this.addSql(`create index \`worker_tag_membership_worker_id_index\` on \`worker_tag_membership\` (\`worker_id\`);`);
  }

}
