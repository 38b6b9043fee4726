import { Migration } from '@mikro-orm/migrations';

export class AddWorkerApproval extends Migration {

  override name = '0003-add-worker-approval';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`workers\` add column \`approval\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`workers\` drop column \`approval\`;`);
  }

}
