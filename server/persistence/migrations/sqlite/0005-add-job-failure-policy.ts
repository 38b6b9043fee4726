import { Migration } from '@mikro-orm/migrations';

export class AddJobFailurePolicy extends Migration {

  override up(): void {
    this.addSql(`alter table \`jobs\` add column \`failure_policy\` text null;`);
  }

  override down(): void {
    this.addSql(`alter table \`jobs\` drop column \`failure_policy\`;`);
  }

}
