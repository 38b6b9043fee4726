import type { BlenderEvent } from './blender-output.ts';

/**
 * Counts frames by what Blender really wrote: a frame is done when its time is told after something was saved (several files with several
 * views or output nodes, none when it could not be written), or when it was skipped because it is there.
 */
export class FrameCount {
  #timed = 0;
  #skipped = 0;
  #saves = 0;
  #savedSinceTime = 0;
  /** Files that were saved, and those that were skipped when Blender named them. */
  readonly savedFiles: string[] = [];
  readonly skippedFiles: string[] = [];

  /** Takes what a line told; how a frame came to be done by it, if one is. */
  take(event: BlenderEvent): 'rendered' | 'skipped' | undefined {
    if (event.kind === 'saved' || event.kind === 'appended') {
      if (event.kind === 'saved') this.savedFiles.push(event.file);
      this.#saves++;
      this.#savedSinceTime++;
      return undefined;
    }
    if (event.kind === 'skipped') {
      this.#skipped++;
      if (event.file !== undefined) this.skippedFiles.push(event.file);
      return 'skipped';
    }
    const isWritten = this.#savedSinceTime > 0;
    this.#savedSinceTime = 0;
    if (!isWritten) return undefined;
    this.#timed++;
    return 'rendered';
  }

  get rendered(): number {
    // A Blender that tells no times: each save is a frame.
    return this.#timed === 0 ? this.#saves : this.#timed + (this.#savedSinceTime > 0 ? 1 : 0);
  }

  get made(): number {
    return this.rendered + this.#skipped;
  }
}
