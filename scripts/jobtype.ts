import { parseArgs } from 'node:util';
import type { Command } from '#server/contracts/command.ts';
import { checkJobType } from '#server/job-types/check-job-type.ts';
import type { CheckedJobType } from '#server/job-types/check-job-type.ts';
import { createLogger } from '#server/logging/logger.ts';
import { messageOf } from '#shared/message-of.ts';

/**
 * `npm run jobtype -- check FILE [--settings settings.json]`: for people who write job types. Lists the settings of a
 * script and, given settings, the tasks that it would make. Exit code 1 if anything is wrong.
 */
const USAGE = 'usage: npm run jobtype -- check FILE [--settings settings.json]';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { settings: { type: 'string' }, help: { type: 'boolean' } },
    });
    const [verb, file, ...others] = positionals;
    if (values.help) return say(USAGE, 0);
    if (verb !== 'check' || file === undefined || others.length > 0) return say(USAGE, 1);
    const logger = createLogger({ level: 'info', terminal: true, write: (line) => void process.stderr.write(line) });
    return say(describe(await checkJobType(file, values.settings, new Date(), logger)), 0);
  } catch (error) {
    return say(messageOf(error), 1);
  }
}

function say(text: string, exitCode: number): number {
  (exitCode === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return exitCode;
}

function describe({ jobType, warnings, settings, compiled }: CheckedJobType): string {
  const settingRows = jobType.settings.map((setting) => [
    setting.key,
    setting.subtype ? `${setting.type}, ${setting.subtype}` : setting.type,
    setting.visible ?? 'visible',
    setting.key in settings ? JSON.stringify(settings[setting.key]) : '',
  ]);
  const parts = [
    `${jobType.label} (${jobType.name}), etag ${jobType.etag}`,
    table(['setting', 'type', 'shown', 'value'], settingRows),
    ...warnings.map((warning) => `Warning: ${warning}`),
  ];
  if (!compiled) return [...parts, 'Add --settings FILE to see the tasks that it makes.'].join('\n\n');

  const numberOf = new Map(compiled.tasks.map((task) => [task.id, task.indexInJob]));
  const taskRows = compiled.tasks.map((task) => [
    `${task.indexInJob}`,
    task.name,
    task.type,
    `${task.priority}`,
    `${task.stepsTotal}`,
    (JSON.parse(task.commands) as Command[]).map((command) => command.name).join(', '),
    shorten(task.dependencies.map((id) => numberOf.get(id)).join(', ')),
  ]);
  return [...parts, table(['#', 'task', 'type', 'priority', 'steps', 'commands', 'after'], taskRows)].join('\n\n');
}

function table(heads: string[], rows: string[][]): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
