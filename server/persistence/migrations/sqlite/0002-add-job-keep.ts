import { Migration } from '@mikro-orm/migrations';

export class AddJobKeep extends Migration {

  override up(): void {
    this.addSql(`alter table \`jobs\` add column \`keep\` integer not null default 0;`);
  }

  override down(): void {
    this.addSql(`alter table \`jobs\` drop column \`keep\`;`);
  }

}
