import { Migration } from '@mikro-orm/migrations';

export class AddJobFailurePolicy extends Migration {

  override up(): void {
    this.addSql(`alter table "jobs" add "failure_policy" text null;`);
    this.addSql(`comment on column "jobs"."failure_policy" is 'JSON object of what differs from the farm';`);
  }

  override down(): void {
    this.addSql(`alter table "jobs" drop column "failure_policy";`);
  }

}
