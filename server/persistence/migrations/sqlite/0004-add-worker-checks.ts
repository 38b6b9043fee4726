import { Migration } from '@mikro-orm/migrations';

export class AddWorkerChecks extends Migration {

  override up(): void {
    this.addSql(`create table \`worker_checks\` (\`worker_id\` text not null primary key, \`checked_at\` text not null, \`checks\` text not null, constraint \`worker_checks_worker_id_foreign\` foreign key (\`worker_id\`) references \`workers\` (\`id\`) on update cascade on delete cascade);`);
  }

  override down(): void {
    this.addSql(`drop table if exists \`worker_checks\`;`);
  }

}
