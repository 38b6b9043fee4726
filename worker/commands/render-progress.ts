import { timeLeft } from './time-left.ts';

/** The words about a frame that is being rendered change at most this often. */
const RENEW_MILLISECONDS = 5_000;
const SAMPLES = /\bSample (\d+)\/(\d+)/;
const ELAPSED = /\bTime:\s*([\d:.]+)/;
const REMAINING = /\bRemaining:\s*([\d:.]+)/;

/**
 * Says in words how far a render has got and how long it will take, judging by the times of its frames and by what
 * Cycles reports within a frame.
 */
export class RenderProgress {
  readonly #total: number | undefined;
  readonly #now: () => number;
  #done = 0;
  readonly #durations: number[] = [];
  #frameBegan: number;
  #said: number;

  /** @param total frames that were asked for; undefined if only Blender knows. @param now a clock, in milliseconds. */
  constructor(total: number | undefined, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#now = now;
    this.#frameBegan = this.#said = now();
  }

  /** `frame 3 of 12, about 4 min left` */
  frameDone(how: 'rendered' | 'skipped'): string {
    const now = this.#now();
    if (how === 'rendered') this.#durations.push(now - this.#frameBegan);
    this.#frameBegan = this.#said = now;
    this.#done++;
    const average = this.#average();
    const left = this.#total === undefined ? 0 : this.#total - this.#done;
    if (left <= 0 || average === undefined) return this.#frame(this.#done);
    return `${this.#frame(this.#done)}, ${timeLeft(left * average)}`;
  }

  /**
   * Words about the frame that is being rendered, if this line from Blender says something about it and it is time for
   * new words.
   */
  withinFrame(line: string): string | undefined {
    const samples = SAMPLES.exec(line);
    if (samples === null || this.#now() - this.#said < RENEW_MILLISECONDS) return undefined;
    this.#said = this.#now();
    const words = `${this.#frame(this.#done + 1)}: sample ${samples[1]} of ${samples[2]}`;
    const remaining = milliseconds(REMAINING.exec(line)?.[1]);
    if (remaining === undefined) return words;
    const wholeFrame = this.#average() ?? remaining + (milliseconds(ELAPSED.exec(line)?.[1]) ?? 0);
    const framesAfter = this.#total === undefined ? 0 : Math.max(0, this.#total - this.#done - 1);
    return `${words}, ${timeLeft(remaining + framesAfter * wholeFrame)}`;
  }

  #frame(number: number): string {
    return this.#total === undefined ? `frame ${number}` : `frame ${Math.min(number, this.#total)} of ${this.#total}`;
  }

  /** The time of the first frame includes the start of Blender, so it counts only while there is no other. */
  #average(): number | undefined {
    const [first, ...others] = this.#durations;
    if (others.length === 0) return first;
    return others.reduce((sum, duration) => sum + duration, 0) / others.length;
  }
}

/** The duration written as `01:02.35` or `1:02:03.4`. */
function milliseconds(clock: string | undefined): number | undefined {
  if (clock === undefined) return undefined;
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}
