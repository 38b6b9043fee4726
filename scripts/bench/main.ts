import { cp, mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type LimitResult, measureBareDatabase } from './bare-database.ts';
import { filesText } from './files/files-table.ts';
import { FILES_PLANS, type FilesResult, measureFiles } from './files/measure-files.ts';
import {
  measureSubmissions,
  SUBMISSIONS_PLANS,
  type SubmissionsResult,
  submissionsText,
} from './jobs/measure-submissions.ts';
import { measure, type RunPlan, type RunResult } from './measure.ts';
import { BENCH_HELP, type BenchOptions, parseBenchOptions } from './options.ts';
import { databaseIn, withManager, withScratchFolder } from './scratch-manager.ts';
import { seedFinishedTasks } from './seed-job.ts';
import { limitText, tableHead, tableRow } from './table.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run bench`: prints figures without judging them. */
async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (!options) return say(BENCH_HELP);
  say(
    `${new Date().toISOString()}, Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
  );
  const limits: LimitResult[] = [];
  const results: RunResult[] = [];
  const submissions: SubmissionsResult[] = [];
  const files: FilesResult[] = [];
  if (options.compare) {
    const { url, pid } = options.compare;
    say(`manager: ${url}`);
    if (options.tasks) await runAll(options, results, (plan) => measure(url, pid, plan, options.limits));
  } else if (options.tasks) {
    say('the limit, the same rows in plain better-sqlite3 with synchronous=FULL:');
    for (const callsPerCommit of [1, 16]) limits.push(await measureBareDatabase(callsPerCommit));
    say(limitText(limits));
    say('old tasks are seeded through the repositories of the manager, before it starts');
    await withScratchFolder(async (seeds) => {
      await runAll(options, results, (plan) => measureOwn(plan, options, seeds));
    });
  }
  if (options.jobs) {
    say('submissions of small jobs:');
    submissions.push(...(await submitToOne(options)));
  }
  if (options.files) {
    say('uploads to Shaman, compared with flushed copies on the same disk, by turns, medians of 3:');
    for (const plan of FILES_PLANS) {
      const result = await withScratchFolder((folder) => measureFiles(folder, plan));
      files.push(result);
      say(filesText(result));
    }
  }
  if (options.json !== undefined) await writeJson(options.json, { limits, results, submissions, files });
}

/** All rows on one manager. */
async function submitToOne({ compare }: BenchOptions): Promise<SubmissionsResult[]> {
  const submitTo = async (url: string, pid: number | undefined): Promise<SubmissionsResult[]> => {
    const results: SubmissionsResult[] = [];
    for (const plan of SUBMISSIONS_PLANS) {
      const result = await measureSubmissions(url, pid, plan);
      results.push(result);
      say(submissionsText(result));
    }
    return results;
  };
  if (compare) return submitTo(compare.url, compare.pid);
  return withScratchFolder((folder) => withManager(folder, ({ url, program }) => submitTo(url, program.pid)));
}

async function runAll(
  options: BenchOptions,
  results: RunResult[],
  run: (plan: RunPlan) => Promise<RunResult>,
): Promise<void> {
  say(tableHead());
  for (const plan of options.plans) {
    const result = await run(plan);
    results.push(result);
    say(tableRow(result));
  }
}

const seeded = new Set<number>();

/** Each run has its own manager. A database with old tasks is created once and copied. */
async function measureOwn(plan: RunPlan, options: BenchOptions, seeds: string): Promise<RunResult> {
  const seed = databaseIn(`${seeds}/${plan.oldTasks}`);
  if (plan.oldTasks > 0 && !seeded.has(plan.oldTasks)) {
    await seedFinishedTasks(seed, plan.oldTasks);
    seeded.add(plan.oldTasks);
  }
  return withScratchFolder(async (folder) => {
    if (plan.oldTasks > 0) await cp(seed, databaseIn(folder));
    return withManager(folder, ({ url, program }) => measure(url, program.pid, plan, options.limits));
  });
}

async function writeJson(file: string, figures: object): Promise<void> {
  const path = resolve(process.env['INIT_CWD'] ?? '.', file);
  const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown' };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ at: new Date().toISOString(), machine, ...figures }, null, 2)}\n`);
}

await main();
