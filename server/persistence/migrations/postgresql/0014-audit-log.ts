import { Migration } from '@mikro-orm/migrations';

export class Migration20261201150345 extends Migration {

  override name = 'Migration20261201150345';

  override up(): void | Promise<void> {
    this.addSql(`create table "audit_log" ("id" bigserial primary key, "at" varchar(30) not null, "actor_kind" varchar(10) not null, "actor_id" varchar(100) null, "actor_name" text null, "token_of" text null, "address" text not null, "request_id" text not null, "action" varchar(60) not null, "subject_kind" varchar(30) not null, "subject_id" varchar(100) null, "subject_name" text not null, "summary" text not null, "before" text null, "after" text null);`);
    this.addSql(`comment on column "audit_log"."before" is 'JSON';`);
    this.addSql(`comment on column "audit_log"."after" is 'JSON';`);
    this.addSql(`create index "audit_log_at" on "audit_log" ("at");`);
    this.addSql(`create index "audit_log_action" on "audit_log" ("action", "id");`);
    this.addSql(`create index "audit_log_kind" on "audit_log" ("subject_kind", "id");`);
    this.addSql(`create index "audit_log_subject" on "audit_log" ("subject_id", "id");`);
    this.addSql(`create index "audit_log_actor" on "audit_log" ("actor_id", "id");`);

    this.addSql(`create table "audit_trim" ("older_than" varchar(30) not null, primary key ("older_than"));`);

    // By hand. Nothing that was entered can be made to say something else. Old entries are removed as a whole, in a
    // transaction that first says up to which moment; nothing else removes any.
    this.addSql(`create function "refuse_audit_change"() returns trigger language plpgsql as $$ begin raise exception 'entries of the audit log are never changed'; end $$;`);
    this.addSql(`create function "refuse_audit_removal"() returns trigger language plpgsql as $$ begin if tg_op = 'DELETE' and exists (select 1 from "audit_trim" where "older_than" > old."at") then return old; end if; raise exception 'entries of the audit log are removed only when they are old'; end $$;`);
    this.addSql(`create trigger "audit_log_never_changes" before update on "audit_log" for each row execute function "refuse_audit_change"();`);
    this.addSql(`create trigger "audit_log_stays" before delete on "audit_log" for each row execute function "refuse_audit_removal"();`);
    this.addSql(`create trigger "audit_log_is_not_emptied" before truncate on "audit_log" for each statement execute function "refuse_audit_removal"();`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audit_log" cascade;`);
    this.addSql(`drop table if exists "audit_trim" cascade;`);
    this.addSql(`drop function if exists "refuse_audit_change";`);
    this.addSql(`drop function if exists "refuse_audit_removal";`);
  }

}
