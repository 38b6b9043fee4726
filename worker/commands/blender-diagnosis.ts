import { explainEnd } from '../process/explain-end.ts';
import type { ProcessEnd } from '../process/run-process.ts';
import { withStorageAdvice } from './storage-advice.ts';

const MISSING_FILE = /Cannot read file ['"](.+?)['"]: (.+)$/;
const NOT_A_BLEND_FILE =
  /(?:Failed to read blend file|File format is not supported in file|Cannot read blend file) ['"](.+?)['"](?:: (.+))?$/;
const CANNOT_SAVE = /Render error \((.+)\) cannot save: ['"](.+?)['"]/;
const NO_TEMPLATE = /Parse errors in path '(.+)'/;
const GPU_MEMORY = /out of GPU|out of memory in (?:cu|hip|optix)|(?:CUDA|hip)\w*OUT_?OF_?MEMORY/i;
const MEMORY = /(?:Malloc|Calloc|Realloc) returns null|std::bad_alloc|\bout of memory\b|^MemoryError/i;
const TRACEBACK = /Traceback \(most recent call last\):$/;
const ONE_LINE_PYTHON_ERROR = /Error: Python: (?!Traceback)(.+)$/;
const OTHER_ERROR = /^(?:\S+ +\S+ +\| )?Error: (?!script failed)(.+)$/;
/** What Blender says last, unless a script ends it. */
const QUIT = /\bBlender quit$/;
const SCRIPT_ENDED =
  'a Python script on its command line seems to have ended Blender (with sys.exit() for instance) before they were rendered';
/** On Windows, Blender ends itself with the number of the signal when it crashes (segmentation fault) or gives up. */
const CRASHED_ON_WINDOWS = new Set([11, 22]);
const CRASH_REPORT = /^(?:.*\| )?Writing: (.+\.crash\.txt)$/;

/** Follows Blender's output, to say afterwards in plain words why it did not render. */
export class BlenderDiagnosis {
  readonly #pythonExitCode: number | undefined;
  #found: string | undefined;
  #isOutOfMemory = false;
  #pythonError: string | undefined;
  #isInTraceback = false;
  #otherError: string | undefined;
  #hasQuit = false;
  /** Where Blender wrote its report of a crash. */
  crashReport: string | undefined;

  /**
   * @param pythonExitCode the exit code of Blender when a script on its command line raises an exception; undefined if
   *   there is no script, or its failure does not matter.
   */
  constructor(pythonExitCode?: number) {
    this.#pythonExitCode = pythonExitCode;
  }

  read(line: string): void {
    this.#readPython(line);
    this.#found ??= find(line);
    if (MEMORY.test(line)) this.#isOutOfMemory = true;
    if (QUIT.test(line)) this.#hasQuit = true;
    this.#otherError = OTHER_ERROR.exec(line)?.[1] ?? this.#otherError;
    this.crashReport = CRASH_REPORT.exec(line)?.[1] ?? this.crashReport;
  }

  /**
   * Why Blender failed; undefined if nothing is known beyond how it ended.
   * @param frames how many were rendered before that.
   */
  explain(end: ProcessEnd, frames: number, platform: NodeJS.Platform = process.platform): string | undefined {
    const { kind } = explainEnd(end, platform);
    if (this.#pythonExitCode !== undefined && end.exitCode === this.#pythonExitCode) {
      return `a Python script on its command line failed: ${this.#pythonError ?? 'see the lines above'}`;
    }
    const hasCrashed =
      kind === 'crash' || (platform === 'win32' && end.exitCode !== undefined && CRASHED_ON_WINDOWS.has(end.exitCode));
    if (kind === 'out-of-memory' || (hasCrashed && this.#isOutOfMemory)) return outOfMemory(frames);
    if (hasCrashed) return `Blender crashed ${after(frames)}`;
    if (kind === 'killed' || kind === 'not-started') return undefined;
    return this.#explainFrames(frames);
  }

  /** Why there are too few frames although Blender ended well; undefined if it did not say. */
  explainTooFew(frames: number): string | undefined {
    const wasEnded = this.#pythonExitCode !== undefined && !this.#hasQuit;
    return this.#explainFrames(frames) ?? (wasEnded ? SCRIPT_ENDED : undefined);
  }

  #explainFrames(frames: number): string | undefined {
    if (this.#found !== undefined) return this.#found;
    if (this.#isOutOfMemory) return outOfMemory(frames);
    return this.#otherError === undefined ? undefined : `Blender says: ${this.#otherError}`;
  }

  #readPython(line: string): void {
    if (TRACEBACK.test(line)) this.#isInTraceback = true;
    else if (this.#isInTraceback && /^\S/.test(line)) {
      this.#isInTraceback = false;
      this.#pythonError = line;
    } else this.#pythonError = ONE_LINE_PYTHON_ERROR.exec(line)?.[1] ?? this.#pythonError;
  }
}

function find(line: string): string | undefined {
  const missing = MISSING_FILE.exec(line);
  if (missing !== null) {
    const [, file = '', reason = ''] = missing;
    const advice =
      'check that the shared storage is mounted on this worker, and that variables translate the path for this platform';
    return `the blend file ${file} cannot be read on this worker: ${withStorageAdvice(reason, file)}; ${advice}`;
  }
  const broken = NOT_A_BLEND_FILE.exec(line);
  if (broken !== null) {
    const reason = broken[2] === undefined ? '' : `: ${broken[2]}`;
    return `${broken[1]} is not a blend file that this Blender can read${reason}; it is damaged, or from a newer Blender`;
  }
  const unsaved = CANNOT_SAVE.exec(line);
  if (unsaved !== null) {
    const [, reason = '', frame = ''] = unsaved;
    return `the frame ${frame} could not be written: ${withStorageAdvice(reason, frame)}; check the output folder, its permissions and the free space`;
  }
  const template = NO_TEMPLATE.exec(line)?.[1];
  if (template !== undefined) {
    return (
      `curly brackets in the output path ${template} are a template for Blender 4.5 and newer, which it cannot fill in; ` +
      'check that variables have a value for this platform, or rename the folder'
    );
  }
  return GPU_MEMORY.test(line)
    ? 'the memory of the GPU ran out; render on the CPU, or make the scene smaller'
    : undefined;
}

function outOfMemory(frames: number): string {
  return `memory ran out ${after(frames)}; this scene needs a worker with more memory, or fewer workers on this machine`;
}

function after(frames: number): string {
  return frames === 0 ? 'before it had rendered a frame' : `after ${frames} frame${frames === 1 ? '' : 's'}`;
}
