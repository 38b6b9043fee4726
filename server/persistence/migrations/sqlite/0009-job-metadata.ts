import { Migration } from '@mikro-orm/migrations';

export class JobMetadata extends Migration {

  override up(): void | Promise<void> {
    this.addSql(`create table \`job_metadata\` (\`job_id\` text not null, \`position\` integer not null, \`key\` text not null, \`value\` text not null, primary key (\`job_id\`, \`position\`), constraint \`job_metadata_job_id_foreign\` foreign key (\`job_id\`) references \`jobs\` (\`id\`) on delete cascade);`);
    this.addSql(`create index \`job_metadata_value\` on \`job_metadata\` (\`key\`, \`value\`, \`job_id\`);`);
    // Jobs that are there already. What a database cannot read as a text is left out: it is only not found by.
    this.addSql(`insert into \`job_metadata\` select \`jobs\`.\`id\`, row_number() over (partition by \`jobs\`.\`id\` order by \`each\`.\`id\`), substr(\`each\`.\`key\`, 1, 200), substr(\`each\`.\`value\`, 1, 200) from \`jobs\`, json_each(\`jobs\`.\`metadata\`) as \`each\` where instr(\`jobs\`.\`metadata\`, '\\u0000') = 0;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`job_metadata\`;`);
  }

}
