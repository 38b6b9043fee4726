/**
 * Everything that a job-type script can see, for editors and for the type checker.
 *
 * A job type is one JavaScript file with two top-level names: `JOB_TYPE`, which describes the settings that an artist
 * fills in, and `compileJob(job)`, which turns a submitted job into tasks. Begin a script with
 *
 *     // @ts-check
 *     /// <reference path="…/job-types/api.d.ts" />
 *
 * to have it checked while you write, and try it with `npm run jobtype -- check my_script.js --settings settings.json`.
 *
 * A script runs alone, for at most 10 seconds and in at most 256 MB; in strict mode if it begins with `'use strict'`,
 * else in sloppy mode. It sees plain JavaScript and the names below: no files, no network, no timers, no `console`, no
 * `import`. Nothing is kept from one run to the next. `compileJob()` may be async, but all that it waits for has to
 * come from the script itself.
 *
 * The types below are what a script should use. Where a text is needed, other values become text, and a missing one is
 * the empty text; numbers may come as text, and lose their fraction where whole ones are needed.
 *
 * Whatever a script throws is shown to the artist, and the job is refused: a text is shown as it is, for things that
 * the artist can put right; an error is shown with the line and the column it comes from.
 */

/** The type of `JOB_TYPE`. Unknown keys are ignored. */
interface JobType {
  /** Name of the job type as people see it. */
  label: string;
  /** A sentence about what it does. */
  description?: string;
  /** In the order in which people see them. */
  settings?: JobSetting[];
}

/** One setting: a field in Blender's submission panel and a value in `job.settings`. */
type JobSetting = StringSetting | NumberSetting | BoolSetting;

interface AnySetting {
  /** Name in `job.settings`. */
  key: string;
  /** Name of the field; made from the key if absent. */
  label?: string;
  /** Tooltip. */
  description?: string;
  /**
   * Shown in Blender and on the web (`visible`), only in Blender (`submission`), only on the web (`web`), or nowhere
   * (`hidden`). `visible` if absent.
   */
  visible?: 'visible' | 'hidden' | 'submission' | 'web';
  /** Tells people that a value is needed; the script still has to check it. */
  required?: boolean;
  /** `false`: the artist sees the value of `eval`, or the default, but cannot change it. */
  editable?: boolean;
  /**
   * A Python expression for the value, run inside Blender. It can use `bpy`, `C` (the current context), `jobname`,
   * `settings` (the other settings), `Path`, `abspath(path)` and `last_n_dir_parts(n, file)`.
   *
   * Until an artist trusts the manager, the add-on evaluates it only if it consists of attributes, items, arithmetic,
   * comparisons, `if`, f-strings, lists, and calls of the functions above, of a few of Python (`str`, `getattr`, `max`,
   * …) and of harmless methods of texts, paths and collections.
   */
  eval?: string;
  evalInfo?: {
    /** The value follows `eval` until the artist unlinks it. */
    showLinkButton?: boolean;
    /** Shown in place of the field while it is linked. */
    description?: string;
  };
  /** More arguments for Blender's property, such as `min`, `max`, `soft_max`, `precision`, `step`. */
  propargs?: Record<string, unknown>;
}

interface StringSetting extends AnySetting {
  type: 'string';
  /** What kind of text it is. `hashed_file_path` is a folder and a name with `######` in place of the frame number. */
  subtype?: 'file_path' | 'dir_path' | 'file_name' | 'hashed_file_path';
  /** Makes the field a menu of these texts. */
  choices?: string[];
  default?: string;
}

interface NumberSetting extends AnySetting {
  type: 'int32' | 'float';
  default?: number;
}

interface BoolSetting extends AnySetting {
  type: 'bool';
  default?: boolean;
}

/** The submitted job. Whatever the script changes in it is stored with the job. */
interface Job {
  name: string;
  /** Jobs with higher priority run first; 50 is normal. */
  priority: number;
  /** Name of the job type. */
  readonly jobType: string;
  readonly status: string;
  /** UUID of the job, which will not change any more. */
  readonly jobID: string;
  /** UUID of the tag that workers need for this job, or an empty string. */
  readonly workerTagUUID: string;
  /** When the job was submitted, in the manager's time zone; see `formatTimestampLocal()`. */
  readonly created: Timestamp;
  /** Values by the setting's key. Paths may begin with a variable such as `{jobs}`. `delete job.settings.key` works. */
  settings: Record<string, any>;
  metadata: Record<string, string>;
  storage: { shamanCheckoutID: string };
  /** The tasks so far. */
  readonly tasks: Task[];
  /**
   * Adds a copy of the task as it is now, so give it its commands and dependencies first. Tasks keep this order in the
   * job.
   */
  addTask(task: Task): void;
}

/** Commands that one worker runs one after the other. Made by `author.Task()`. */
interface Task {
  name: string;
  /** Which workers can run it: `blender`, `ffmpeg`, `file-management`, `misc`, or your own name, in lower case. */
  type: string;
  /** 50 unless changed. Within a job, tasks with higher priority run first. */
  priority: number;
  commands: Command[];
  dependencies: Task[];
  /**
   * Adds a command, made by `author.Command()` or an object with its keys. A command that is added to several tasks is
   * in each of them as it was when it was added.
   */
  addCommand(command: Command | (Pick<Command, 'name'> & Partial<Command>)): void;
  /** This task waits until the other one is completed. Add both to the job. */
  addDependency(task: Task): void;
}

/** One step of a task. Made by `author.Command()`. */
interface Command {
  name: string;
  parameters: Record<string, unknown>;
  totalStepCount: number;
}

/**
 * A Date that also has methods of a time in the Go language, which Flamenco 3 is written in. In scripts that are to run
 * there too, use these methods only.
 */
interface Timestamp extends Date {
  year(): number;
  /** From 1; its English name when used as text. */
  month(): number;
  /** Of the month, from 1. */
  day(): number;
  /** Of the year, from 1. */
  yearDay(): number;
  /** From 0, Sunday; its English name when used as text. */
  weekday(): number;
  hour(): number;
  minute(): number;
  second(): number;
  nanosecond(): number;
  /** Seconds since 1970. */
  unix(): number;
  /** Milliseconds since 1970. */
  unixMilli(): number;
  /** By a layout of the Go language, which is the moment `Mon Jan 2 15:04:05 MST 2006`, such as `2006-01-02`. */
  format(layout: string): string;
  /** Such as `2026-06-01 12:20:30.5 +0200 CEST`. */
  string(): string;
}

interface Author {
  /** Makes a task. Throws if the name or the type is empty. */
  Task(name: string, type: string): Task;
  /**
   * Makes a command with a copy of the parameters, so that an object or a list may be used again for the next command.
   * Parameters are JSON values, with null for what is undefined; strings in them may contain variables such as
   * `{blender}`, which are replaced for the platform of the worker that runs it.
   *
   * @param totalStepCount how many steps the command reports while it runs, such as frames; 0 (the default) if it
   * reports none
   */
  Command<Name extends string>(
    name: Name,
    parameters: Name extends keyof KnownCommands ? KnownCommands[Name] : Record<string, unknown>,
    totalStepCount?: number,
  ): Command;
}

/**
 * The commands that Flamenco-NG's worker has, with their parameters. A job that leaves out a required parameter, or
 * gives one of the wrong kind, is refused when it is submitted. Other commands are accepted, for a studio whose workers
 * have them, and the job's page shows a warning. Items of argument lists may be numbers.
 */
interface KnownCommands {
  /**
   * Renders with Blender. The command line is `exe`, `exeArgs` split into words, `argsBefore`, `blendfile` unless it is
   * empty, and `args`. Words are split as a shell would, and by Windows' rules on Windows. What follows
   * `--` in `exeArgs` or `argsBefore` goes to the very end, since Blender takes no options after it. Reports a step per
   * frame.
   */
  'blender-render': { exe: string; exeArgs?: string; argsBefore?: unknown[]; blendfile: string; args?: unknown[] };
  /** Copies a file to a path where there is none yet. Both paths are absolute. */
  'copy-file': { src: string; dest: string };
  /** Writes a message to the task's log. */
  echo: { message: unknown };
  /** Runs a program, without a shell. */
  exec: { exe: string; args?: unknown[] };
  /** Makes a video of the files that match `inputGlob` with FFmpeg; `exe` is usually just `ffmpeg`. */
  'frames-to-video': {
    exe: string;
    exeArgs?: string;
    /** More than 0. */
    fps: number;
    inputGlob: string;
    outputFile: string;
    argsBefore?: unknown[];
    args?: unknown[];
  };
  /** Creates a directory with its parents; it is fine if it exists already. The path is absolute. */
  'make-directory': { path: string };
  /**
   * Renames a directory; both paths are absolute. One that is in the way at `dest` is renamed first: the time of its
   * last change is added to its name.
   */
  'move-directory': { src: string; dest: string };
  /** Does nothing for a while. */
  sleep: { duration_in_seconds: number };
}

/** Accepts slashes and backslashes alike, and returns slashes. A missing argument is an empty path. */
interface PathTools {
  /** The last part: `/a/b.blend` gives `b.blend`. */
  basename(path: string): string;
  /** Everything before the last part: `/a/b.blend` gives `/a`; without a folder, `.`. */
  dirname(path: string): string;
  /** Joins parts with slashes and resolves `.` and `..`. Two slashes at the beginning stay: `//SERVER/share`. */
  join(...parts: Array<string | number | null | undefined>): string;
  /** The last part without its last extension: `a.tar.gz` gives `a.tar`. */
  stem(path: string): string;
}

interface ManagerProcess {
  /** The manager's operating system: `linux`, `windows`, `darwin`, … */
  readonly platform: string;
  /** The manager's working directory. */
  cwd(): string;
}

declare const author: Author;
declare const path: PathTools;
declare const process: ManagerProcess;

/**
 * `author`, `path`, `process`, the `module.exports` of another `.js` file in the scripts folder or in a folder below
 * it, or what a `.json` file there holds. `./` and `../` begin at the folder of the file that loads. Of the files that
 * are no job types themselves, the first 1,000 count, and the first 8 MB.
 */
declare function require(name: 'author'): Author;
declare function require(name: 'path'): PathTools;
declare function require(name: 'process'): ManagerProcess;
declare function require(name: string): any;

/** For files that other scripts `require()`. */
declare const module: { exports: any };
declare const exports: any;

/** Writes to the manager's log. */
declare function print(...values: unknown[]): void;
/** Writes a warning to the manager's log. */
declare function alert(...values: unknown[]): void;

/**
 * Cuts a frame range into pieces of `size` frames; `frameChunker('1-10, 40', 4)` gives `['1-4', '5-8', '9,10,40']`. A
 * range is a list of frames, `A-B` or `A..B`, separated by commas, or an array of those; `A-BxN` or `A-B:N` is every
 * Nth frame. Throws if it cannot be read, contains no frame, or has frames below 0.
 */
declare function frameChunker(range: FrameRange, size: number): string[];

/** The number of different frames in a range. */
declare function frameCount(range: FrameRange): number;

type FrameRange = string | number | Array<string | number>;

/**
 * A time as `YYYY-MM-DD_HHMMSS`, in the manager's time zone, which is also that of every Date. A text is one such as
 * `2026-06-01T10:20:30Z`.
 */
declare function formatTimestampLocal(time: Timestamp | Date | string): string;

/** Splits a text into words as a shell does: quotes, backslashes and `#` comments. Throws if a quote is not closed. */
declare function shellSplit(text: string | null | undefined): string[];
