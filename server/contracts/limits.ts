import { z } from 'zod';
import { problemOfJson } from './json-problem.ts';

/**
 * The most characters of each kind of text that the manager takes. Nobody who means well gets near them. They keep
 * rows, lists, log lines and events small, whoever sends them. `tests/architecture/limits.spec.ts` refuses an input
 * without any.
 */
export const MOST = {
  /** A name of a worker, a tag, a job type: a line on a page. */
  name: 200,
  /** A job is named after its file, which may have a name of 255. */
  jobName: 255,
  /** A word that programs made up: a platform, a version, a type of task, an id that is not ours. */
  word: 100,
  /** What a person writes about something: a reason, a description. */
  note: 2_000,
  /** Linux takes paths of 4,096 bytes, and people's paths on Windows are shorter. */
  path: 4_096,
  /** What a program says about itself or about a failure; several screens of it. */
  message: 10_000,
  /** A secret that a program made up. Ours have 64, Flamenco's as many. */
  secret: 1_000,
  /** A place in a list or a stream, made by the manager from a name and numbers. */
  cursor: 4_000,
  /**
   * The output of a task in one report. Flamenco's worker and ours send pieces of 10 and 256 KiB, but the line that
   * shows a command is not split by Flamenco's, and Linux takes commands of 2 MiB.
   */
  log: 4 * 1024 * 1024,
  /**
   * A value of metadata that jobs are looked for by. It is part of the address, of which 16 KiB are read together with
   * the headers, and a character takes up to twelve bytes there.
   */
  searched: 1_000,
  /** One value of a job's metadata. Add-ons of studios put whole tables there. */
  metadata: 100_000,
} as const;

/** The most entries of each kind of list. */
export const MOST_ENTRIES = {
  /** Things that a person marks and changes together. */
  marked: 1_000,
  /** Types of tasks that a worker runs; the farm has one for each program. */
  taskTypes: 50,
  /** Worker tags of a farm: they are sent as a whole to each add-on before it submits. */
  tagsOfFarm: 1_000,
  /** Worker tags that a worker names. */
  tags: 100,
  /** Settings or metadata of a job; job types have dozens. */
  keys: 1_000,
  /** Statuses that a list is filtered by. */
  statuses: 20,
  /** Files of one checkout: a simulation's caches have a few for each of thousands of frames. */
  files: 100_000,
} as const;

/** How large the JSON of a request may be: its bytes, and the values in it, each of which costs more than its bytes. */
export interface BodyLimits {
  readonly bytes: number;
  readonly values: number;
}

/** The limits of requests; all that are not named otherwise are `ordinary`. */
export const MOST_BODY = {
  ordinary: { bytes: 64 * 1024, values: 10_000 },
  /** Lists of a thousand marked things; a worker's report on itself; all settings of the farm. */
  long: { bytes: 1024 * 1024, values: 10_000 },
  /** A piece of a task's log, which is cut off after `MOST.log` characters. One may take several bytes. */
  log: { bytes: 16 * 1024 * 1024, values: 100 },
  /** A job. A character of its settings may take six bytes, as Python writes them. */
  job: { bytes: 16 * 1024 * 1024, values: 20_000 },
  /** The files of a checkout, which add-ons send as one list. */
  files: { bytes: 16 * 1024 * 1024, values: 500_000 },
} as const satisfies Record<string, BodyLimits>;

/** The most calls that a page sends as one request. A page that opens makes about ten. */
export const MOST_CALLS = 20;

/** The most characters of JSON that are kept as one value. */
export const MOST_JSON = {
  /** All settings of a job, or of the farm. Studios put scripts and lists of assets into them. */
  settings: 2 * 1024 * 1024,
  /** All metadata of a job: lists of jobs are searched by them. */
  metadata: 256 * 1024,
} as const;

/** The most characters of settings and metadata in one list of jobs. 100,000 ordinary jobs have half of it. */
export const MOST_LISTED = 128 * 1024 * 1024;

/** A text of at most so many characters. It has no NUL, which PostgreSQL does not store. */
export function text(most: number) {
  return z.string().max(most).refine(hasNoNul, 'must not contain NUL characters');
}

/**
 * A text from a program that cannot mend it, and must not lose its task over it: cut off after so many characters, with
 * `…` at the end, and with `�` in the place of NUL.
 */
export function cutText(most: number) {
  return z.string().transform((value) => shortened(withoutNul(value), most));
}

/** Settings: an object with any keys, whose values are texts, numbers, and lists and objects of such. */
export function jsonObject() {
  return z.record(z.string(), z.unknown()).superRefine(within(MOST_JSON.settings));
}

/** A check for `superRefine`: an object of so many characters of JSON in all, with at most `MOST_ENTRIES.keys` keys. */
export function within(characters: number) {
  return (value: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
    const problem = problemOfJson(value, { keys: MOST_ENTRIES.keys, characters });
    if (problem) context.addIssue({ code: 'custom', path: problem.path, message: problem.message });
  };
}

/** At most so many characters of a text; `…` takes the place of the rest. */
export function shortened(value: string, most: number): string {
  return value.length <= most ? value : `${value.slice(0, most - 1).toWellFormed()}…`;
}

function hasNoNul(value: string): boolean {
  return !value.includes('\0');
}

function withoutNul(value: string): string {
  return hasNoNul(value) ? value : value.replaceAll('\0', '�');
}
