/** A rendered image that a worker has sent. */
export interface RenderedImage {
  readonly jobId: string;
  readonly bytes: Uint8Array;
}

/**
 * Handles images one at a time; at most `length` wait. `handle` must not reject; `isWanted` tells it whether the image
 * still matters, which it does until its job is dropped.
 */
export class ImageQueue {
  readonly #length: number;
  readonly #handle: (image: RenderedImage, isWanted: () => boolean) => Promise<void>;
  #waiting: RenderedImage[] = [];
  #current: RenderedImage | undefined;
  #isWanted = true;
  #handling: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();

  constructor(length: number, handle: (image: RenderedImage, isWanted: () => boolean) => Promise<void>) {
    this.#length = length;
    this.#handle = handle;
  }

  /** Returns false if there is no room, and then does not take the image. */
  offer(image: RenderedImage): boolean {
    if (this.#current && this.#waiting.length >= this.#length) return false;
    this.#waiting.push(image);
    if (!this.#current) this.#running = this.#run();
    return true;
  }

  /** Forgets the images of a job; resolves when none of them is being handled any more. */
  async drop(jobId: string): Promise<void> {
    this.#waiting = this.#waiting.filter((image) => image.jobId !== jobId);
    if (this.#current?.jobId !== jobId) return;
    this.#isWanted = false;
    await this.#handling;
  }

  /** Forgets the waiting images; resolves when the current one is done. */
  async stop(): Promise<void> {
    this.#waiting = [];
    await this.#running;
  }

  /** Resolves when all images taken so far are done. */
  idle(): Promise<void> {
    return this.#running;
  }

  async #run(): Promise<void> {
    for (let image = this.#waiting.shift(); image; image = this.#waiting.shift()) {
      this.#current = image;
      this.#isWanted = true;
      this.#handling = this.#handle(image, () => this.#isWanted);
      await this.#handling;
    }
    this.#current = undefined;
  }
}
