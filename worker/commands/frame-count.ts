import type { BlenderEvent } from './blender-output.ts';

/**
 * Counts frames by what Blender really wrote. A frame is done when its time is reported after something was saved
 * (several files if there are several views or output nodes; none if it could not be written), or when it was skipped
 * because it exists.
 */
export class FrameCount {
  #timed = 0;
  #skipped = 0;
  #saves = 0;
  #savedSinceTime = 0;
  /** Files that were saved, and those that were skipped, as far as Blender named them. */
  readonly savedFiles: string[] = [];
  readonly skippedFiles: string[] = [];

  /** Takes what a line said; returns how a frame was finished by it, if one was. */
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
    // This Blender reports no times, so each save is a frame.
    return this.#timed === 0 ? this.#saves : this.#timed + (this.#savedSinceTime > 0 ? 1 : 0);
  }

  get made(): number {
    return this.rendered + this.#skipped;
  }
}
