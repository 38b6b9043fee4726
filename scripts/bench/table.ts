import type { LimitResult } from './bare-database.ts';
import type { RunResult } from './measure.ts';

type Column = { readonly title: string; readonly value: (result: RunResult) => string };

const COLUMNS: readonly Column[] = [
  { title: 'frames', value: (run) => count(run.frames) },
  { title: 'workers', value: (run) => count(run.workers) },
  { title: 'old tasks', value: (run) => count(run.oldTasks) },
  { title: 'submit s', value: (run) => run.submitSeconds.toFixed(2) },
  { title: 'stall ms', value: (run) => run.stallsDuringSubmit.reading.toFixed(0) },
  { title: 'of writes', value: (run) => run.stallsDuringSubmit.writing.toFixed(0) },
  { title: 'list s', value: (run) => run.listSeconds.toFixed(2) },
  { title: 'stall ms', value: (run) => run.stallsDuringList.reading.toFixed(0) },
  { title: 'of writes', value: (run) => run.stallsDuringList.writing.toFixed(0) },
  { title: 'done', value: (run) => count(run.lifecycles) },
  { title: 'lifecycles/s', value: (run) => run.lifecyclesPerSecond.toFixed(run.lifecyclesPerSecond < 10 ? 2 : 0) },
  { title: 'CPU ms each', value: (run) => run.processorMilliseconds?.toFixed(2) ?? '-' },
  { title: 'task p50 ms', value: (run) => run.ask.p50.toFixed(1) },
  { title: 'p99', value: (run) => run.ask.p99.toFixed(1) },
  { title: 'update p50 ms', value: (run) => run.update.p50.toFixed(1) },
  { title: 'p99', value: (run) => run.update.p99.toFixed(1) },
  { title: 'twice', value: (run) => count(run.handedOutTwice) },
  { title: 'lost', value: (run) => count(run.lost) },
  { title: 'MB peak', value: (run) => run.memory?.peak.toFixed(0) ?? '-' },
  { title: 'end', value: (run) => run.memory?.end.toFixed(0) ?? '-' },
];

/** The column titles, padded to the width of the columns. */
export function tableHead(): string {
  return COLUMNS.map(({ title }) => title.padStart(widthOf(title))).join('  ');
}

export function tableRow(result: RunResult): string {
  return COLUMNS.map(({ title, value }) => value(result).padStart(widthOf(title))).join('  ');
}

/** What the database alone can do, in words. */
export function limitText(limits: readonly LimitResult[]): string {
  return limits
    .map(({ callsPerCommit, lifecyclesPerSecond, commitMilliseconds }) => {
      const calls = callsPerCommit === 1 ? 'one commit per call' : `one commit per ${callsPerCommit} calls`;
      return `  ${calls}: ${lifecyclesPerSecond.toFixed(0)} lifecycles/s, a commit takes ${commitMilliseconds.toFixed(1)} ms (median)`;
    })
    .join('\n');
}

function widthOf(title: string): number {
  return Math.max(title.length, 7);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
