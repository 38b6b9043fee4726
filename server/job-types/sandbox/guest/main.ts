import { splitShellWords } from '#shared/shell-words.ts';
import { chunkFrames, countFrames } from '../../../domain/frame-range.ts';
import { NO_JOB_TYPE, OK_PREFIX } from '../messages.ts';
import type { SandboxRequest } from '../messages.ts';
import { author } from './author.ts';
import { describeThrown, describeValue } from './failure.ts';
import type { GuestFailure } from './failure.ts';
import { AuthoredJob, writeCompiledJob } from './job.ts';
import { paths } from './paths.ts';
import { copyAsJson, parseJson, writeJson } from './plain-json.ts';
import { ScriptLoader } from './script-loader.ts';
import { formatTimestamp } from './timestamp.ts';

/**
 * Parts of the engine that are kept from scripts: output that nobody would see, and memory and waiting that the limits
 * do not cover.
 */
const NOT_FOR_SCRIPTS = ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'];

type HostPrint = (text: string) => void;
/** Called now and then with the number of tasks that the job has so far. */
type HostCount = (tasks: number) => void;

/**
 * Runs inside the isolate: one request in, one reply out, both as text. These functions are all that it can call
 * outside.
 */
export function run(requestJson: string, print: HostPrint, alert: HostPrint, count: HostCount): string {
  const request = parseJson(requestJson) as SandboxRequest;
  Error.stackTraceLimit = 50;
  try {
    return OK_PREFIX + evaluate(request, print, alert, count);
  } catch (thrown) {
    return writeJson(describeThrown(thrown) satisfies GuestFailure);
  }
}

function evaluate(request: SandboxRequest, print: HostPrint, alert: HostPrint, count: HostCount): string {
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
    frameChunker: (range: unknown, size: unknown) => chunkFrames(asRange(range), Math.trunc(Number(size))),
    frameCount: (range: unknown) => countFrames(asRange(range)),
    formatTimestampLocal: (time: unknown) => formatTimestamp(time, request.timeZone),
    shellSplit: (text: unknown) => splitShellWords(String(text)),
  });
  const script = loader.load(request.script);
  if (!request.job) return [describeJobType(script.jobType), typeof script.compileJob === 'function'].join('\n');
  if (typeof script.compileJob !== 'function') throw new Error('there is no function compileJob(job) in this script');
  const job = new AuthoredJob(request.job, request.maxTasks, count);
  const result: unknown = Reflect.apply(script.compileJob, undefined, [job]);
  if (result instanceof Promise) throw new Error('compileJob() must not be async: there is nothing to wait for');
  return writeCompiledJob(job);
}

function describeJobType(jobType: unknown): string {
  if (typeof jobType !== 'object' || jobType === null) throw new Error(NO_JOB_TYPE);
  return writeJson(copyAsJson(jobType, 'JOB_TYPE'));
}

function asRange(range: unknown): string {
  return range === undefined || range === null ? '' : describeValue(range);
}
