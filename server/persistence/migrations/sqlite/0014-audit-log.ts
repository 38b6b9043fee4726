import { Migration } from '@mikro-orm/migrations';

export class Migration20261201150345 extends Migration {

  override name = 'Migration20261201150345';

  override up(): void | Promise<void> {
    this.addSql(`create table \`audit_log\` (\`id\` integer not null primary key autoincrement, \`at\` text not null, \`actor_kind\` text not null, \`actor_id\` text null, \`actor_name\` text null, \`token_of\` text null, \`address\` text not null, \`request_id\` text not null, \`action\` text not null, \`subject_kind\` text not null, \`subject_id\` text null, \`subject_name\` text not null, \`summary\` text not null, \`before\` text null, \`after\` text null);`);
    this.addSql(`create index \`audit_log_at\` on \`audit_log\` (\`at\`);`);
    this.addSql(`create index \`audit_log_action\` on \`audit_log\` (\`action\`, \`id\`);`);
    this.addSql(`create index \`audit_log_kind\` on \`audit_log\` (\`subject_kind\`, \`id\`);`);
    this.addSql(`create index \`audit_log_subject\` on \`audit_log\` (\`subject_id\`, \`id\`);`);
    this.addSql(`create index \`audit_log_actor\` on \`audit_log\` (\`actor_id\`, \`id\`);`);

    this.addSql(`create table \`audit_trim\` (\`older_than\` text not null primary key);`);

    // By hand. Nothing that was entered can be made to say something else. Old entries are removed as a whole, in a
    // transaction that first says up to which moment; nothing else removes any.
    this.addSql(`create trigger \`audit_log_never_changes\` before update on \`audit_log\` begin select raise(abort, 'entries of the audit log are never changed'); end;`);
    this.addSql(`create trigger \`audit_log_never_replaced\` before insert on \`audit_log\` when exists (select 1 from \`audit_log\` where \`id\` = new.\`id\`) begin select raise(abort, 'entries of the audit log are never changed'); end;`);
    this.addSql(`create trigger \`audit_log_stays\` before delete on \`audit_log\` when not exists (select 1 from \`audit_trim\` where \`older_than\` > old.\`at\`) begin select raise(abort, 'entries of the audit log are removed only when they are old'); end;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`audit_log\`;`);
    this.addSql(`drop table if exists \`audit_trim\`;`);
  }

}
