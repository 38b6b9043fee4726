import { lostBackslashes } from '#shared/lost-backslashes.ts';
import { splitShellWords } from '#shared/shell-words.ts';
import { chunkFrames, countFrames } from '../../../domain/frame-range.ts';
import { NO_JOB_TYPE, OK_PREFIX } from '../messages.ts';
import type { GuestStep, SandboxRequest } from '../messages.ts';
import { author } from './author.ts';
import { describeThrown, describeValue } from './failure.ts';
import type { GuestFailure } from './failure.ts';
import { AuthoredJob, writeCompiledJob } from './job.ts';
import { paths } from './paths.ts';
import { copyPlain, parseJson, writeJson } from './plain-json.ts';
import { ScriptLoader } from './script-loader.ts';
import type { LoadedScript } from './script-loader.ts';
import { formatTimestamp } from './timestamp.ts';
import { toText } from './values.ts';

/**
 * Parts of the engine that are kept from scripts: output that nobody would see, and memory and waiting that the limits
 * do not cover.
 */
const NOT_FOR_SCRIPTS = ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'];

type HostPrint = (text: string) => void;
/** Called now and then with the number of tasks that the job has so far. */
type HostCount = (tasks: number) => void;

/** One request on its way. */
interface Evaluation {
  request: SandboxRequest;
  count: HostCount;
  script: LoadedScript;
  job?: AuthoredJob;
  /** What became of the promise of an async `compileJob`. */
  outcome: 'returned' | 'waiting' | { thrown: unknown };
}

let current: Evaluation | undefined;

/**
 * Runs inside the isolate, in three steps: `load`, `compile` and `finish`. What the script has put off with promises
 * runs between them. `load` gets the request as text, and functions that are all that the guest can call outside. A
 * step answers with an empty text; the last one, and one that fails, with the reply.
 */
export function run(step: GuestStep, requestJson = '', ...host: [HostPrint, HostPrint, HostCount]): string {
  Error.stackTraceLimit = 50;
  try {
    if (step === 'load') current = load(parseJson(requestJson) as SandboxRequest, ...host);
    if (!current) throw new Error('nothing was loaded');
    if (step === 'compile') compile(current);
    return step === 'finish' ? OK_PREFIX + finish(current) : '';
  } catch (thrown) {
    return writeJson(describeThrown(thrown) satisfies GuestFailure);
  }
}

function load(request: SandboxRequest, print: HostPrint, alert: HostPrint, count: HostCount): Evaluation {
  const process = { platform: request.platform, cwd: () => request.cwd };
  const loader = new ScriptLoader(
    request.sources,
    new Map<string, unknown>([
      ['author', author],
      ['path', paths],
      ['process', process],
    ]),
  );
  for (const name of NOT_FOR_SCRIPTS) Reflect.deleteProperty(globalThis, name);
  Object.assign(globalThis, {
    author,
    path: paths,
    process,
    require: loader.require,
    print: (...values: unknown[]) => print(values.map(describeValue).join(' ')),
    alert: (...values: unknown[]) => alert(values.map(describeValue).join(' ')),
    frameChunker: (range: unknown, size: unknown) => chunkFrames(toText(range), Math.trunc(Number(size ?? 0))),
    frameCount: (range: unknown) => countFrames(toText(range)),
    formatTimestampLocal: formatTimestamp,
    shellSplit: (text: unknown) => shellSplit(toText(text), alert),
  });
  return { request, count, script: loader.load(request.script), outcome: 'returned' };
}

/** Says so where a path of Windows loses its backslashes, as Flamenco's scripts expect a shell's rules. */
function shellSplit(text: string, alert: HostPrint): string[] {
  const path = lostBackslashes(text);
  if (path !== undefined)
    alert(`shellSplit: ${path} loses its backslashes; put it in single quotes, or write it with forward slashes`);
  return splitShellWords(text);
}

function compile(evaluation: Evaluation): void {
  const { request, count, script } = evaluation;
  if (!request.job) return;
  const compileJob = script.compileJob();
  if (typeof compileJob !== 'function') throw new Error('there is no function compileJob(job) in this script');
  evaluation.job = new AuthoredJob(request.job, request.maxTasks, count);
  const result: unknown = Reflect.apply(compileJob, undefined, [evaluation.job]);
  if (!(result instanceof Promise)) return;
  evaluation.outcome = 'waiting';
  result.then(
    () => (evaluation.outcome = 'returned'),
    (thrown: unknown) => (evaluation.outcome = { thrown }),
  );
}

function finish({ script, job, outcome }: Evaluation): string {
  if (!job) return [describeJobType(script.jobType()), typeof script.compileJob() === 'function'].join('\n');
  if (outcome === 'waiting')
    throw new Error('compileJob() waits for a promise that nothing will ever fulfil, so the job would be incomplete');
  if (outcome !== 'returned') throw outcome.thrown;
  return writeCompiledJob(job);
}

function describeJobType(jobType: unknown): string {
  if (typeof jobType !== 'object' || jobType === null) throw new Error(NO_JOB_TYPE);
  return writeJson(copyPlain(jobType, 'JOB_TYPE', { undefinedBecomes: 'nothing', inherited: true }));
}
