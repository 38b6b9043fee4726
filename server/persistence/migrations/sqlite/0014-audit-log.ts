import { Migration } from '@mikro-orm/migrations';

export class Migration20261201122416 extends Migration {

  override name = 'Migration20261201122416';

  override up(): void | Promise<void> {
    this.addSql(`create table \`audit_log\` (\`id\` integer not null primary key autoincrement, \`at\` text not null, \`actor_kind\` text not null, \`actor_id\` text null, \`actor_name\` text null, \`token_of\` text null, \`address\` text not null, \`request_id\` text not null, \`action\` text not null, \`subject_kind\` text not null, \`subject_id\` text null, \`subject_name\` text not null, \`summary\` text not null, \`before\` text null, \`after\` text null);`);
    this.addSql(`create index \`audit_log_at\` on \`audit_log\` (\`at\`);`);
    this.addSql(`create index \`audit_log_action\` on \`audit_log\` (\`action\`);`);
    this.addSql(`create index \`audit_log_subject\` on \`audit_log\` (\`subject_kind\`, \`subject_id\`);`);
    this.addSql(`create index \`audit_log_actor\` on \`audit_log\` (\`actor_id\`);`);

    // Nothing that was entered can be made to say something else; old entries are removed as a whole.
    this.addSql(`create trigger \`audit_log_stays\` before update on \`audit_log\` begin select raise(abort, 'entries of the audit log are never changed'); end;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`audit_log\`;`);
  }

}
