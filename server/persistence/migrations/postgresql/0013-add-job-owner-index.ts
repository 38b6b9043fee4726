import { Migration } from '@mikro-orm/migrations';

export class Migration20261201121118 extends Migration {

  override name = 'Migration20261201121118';

  override up(): void | Promise<void> {
    this.addSql(`create index "jobs_owner" on "jobs" ("owner_id", "updated_at", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "jobs_owner";`);
  }

}
