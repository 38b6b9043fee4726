import { parseArgs } from 'node:util';
import type { RunPlan } from './measure.ts';
import type { RunLimits } from './run-lifecycles.ts';

export interface BenchOptions {
  readonly plans: readonly RunPlan[];
  /** What to measure. */
  readonly tasks: boolean;
  readonly jobs: boolean;
  readonly files: boolean;
  readonly limits: RunLimits;
  /** A file to which the figures are written as JSON, too. */
  readonly json: string | undefined;
  /** A running manager to measure instead of our own. */
  readonly compare: { readonly url: string; readonly pid: number | undefined } | undefined;
}

export const BENCH_HELP = `Usage: npm run bench -- [options]
       npm run bench -- compare URL [options]

Drives a manager over HTTP as workers do, without rendering, and prints what it can do. By default each run has a fresh manager
in a scratch folder. "compare" uses a running manager with the v3 API that has nothing else to do: it registers workers
and submits jobs there.

  --quick               1,000 frames, 1 and 16 workers, no old tasks
  --frames N[,N…]       tasks of the job (1000,10000,100000)
  --workers N[,N…]      simulated workers (1,4,16,64)
  --old N[,N…]          finished tasks already in the database (0,100000)
  --lifecycles N        most tasks completed per run (4000)
  --seconds N           longest time per run (20)
  --only PART           tasks; jobs: submissions of small jobs; or files: uploads to Shaman against flushed copies on the same disk
  --json FILE           write the figures to this file, too
  --pid N               with compare: the manager's process ID, to measure its memory
`;

const OPTIONS = {
  quick: { type: 'boolean' },
  frames: { type: 'string' },
  workers: { type: 'string' },
  old: { type: 'string' },
  lifecycles: { type: 'string' },
  seconds: { type: 'string' },
  only: { type: 'string' },
  json: { type: 'string' },
  pid: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const PARTS: readonly string[] = ['tasks', 'jobs', 'files'];

/** The maximum of each number: the bench is bounded, whatever is asked for. */
const MOST = { frames: 1_000_000, workers: 256, old: 1_000_000, lifecycles: 1_000_000, seconds: 3600 } as const;

/** Reads the command line; undefined if help is asked for. @throws Error with a one-line message */
export function parseBenchOptions(argv: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  if (values.help) return undefined;
  const [command, url, ...rest] = positionals;
  if ((command !== undefined && (command !== 'compare' || url === undefined)) || rest.length > 0) {
    throw new Error('the only command is "compare URL"; see --help');
  }
  const compare = url === undefined ? undefined : { url: new URL(url).origin, pid: pidOf(values.pid) };
  const frames = numbers('frames', values.frames ?? (values.quick ? '1000' : '1000,10000,100000'), 1);
  const workers = numbers('workers', values.workers ?? (values.quick ? '1,16' : '1,4,16,64'), 1);
  const old = compare ? [0] : numbers('old', values.old ?? (values.quick ? '0' : '0,100000'), 0);
  const plans = old.flatMap((oldTasks) =>
    frames.flatMap((count) => workers.map((workerCount) => ({ frames: count, workers: workerCount, oldTasks }))),
  );
  const [lifecycles = 0] = numbers('lifecycles', values.lifecycles ?? '4000', 1);
  const [seconds = 0] = numbers('seconds', values.seconds ?? '20', 1);
  const { only } = values;
  if (only !== undefined && !PARTS.includes(only)) throw new Error(`--only takes ${PARTS.join(', ')}, not "${only}"`);
  const has = (part: string) => only === undefined || only === part;
  return {
    plans,
    tasks: has('tasks'),
    jobs: has('jobs'),
    files: has('files') && !compare,
    limits: { lifecycles, seconds },
    json: values.json,
    compare,
  };
}

function numbers(name: keyof typeof MOST, text: string, least: number): number[] {
  return text.split(',').map((part) => {
    const value = Number(part);
    if (!Number.isInteger(value) || value < least || value > MOST[name]) {
      throw new Error(`--${name} takes whole numbers from ${least} to ${MOST[name]}, not "${part}"`);
    }
    return value;
  });
}

function pidOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`--pid takes a process ID, not "${text}"`);
  return Number(text);
}
