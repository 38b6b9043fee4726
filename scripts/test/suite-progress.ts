import type { SuiteMessage } from './suite-message.ts';

/** How far a suite has got while it runs. All times are milliseconds of the same clock. */
export class SuiteProgress {
  readonly #title: string;
  readonly #startedAt: number;
  readonly #running = new Map<string, number>();
  #files = 0;
  #done = 0;
  #passed = 0;
  #failed = 0;

  constructor(title: string, now: number) {
    this.#title = title;
    this.#startedAt = now;
  }

  take(message: SuiteMessage, now: number): void {
    switch (message.kind) {
      case 'started':
        this.#files = message.files;
        break;
      case 'file-started':
        this.#running.set(message.path, now);
        break;
      case 'file-ended':
        this.#running.delete(message.path);
        this.#done += 1;
        break;
      case 'passed':
        this.#passed += 1;
        break;
      case 'failed':
        this.#failed += 1;
        break;
      case 'ended':
    }
  }

  /** One line: files done out of all, tests so far, time, and the files that are running, each with its own time. */
  line(now: number): string {
    if (this.#files === 0) return `${this.#title}: starting`;
    const running = [...this.#running].map(
      ([path, since]) => `${path.split('/').at(-1) ?? path} (${inWords(now - since)})`,
    );
    const counts = `${this.#done} of ${this.#files} files, ${this.#passed} passed, ${this.#failed} failed`;
    const tail = running.length > 0 ? `; now ${running.join(', ')}` : '';
    return `${this.#title}: ${counts}, ${inWords(now - this.#startedAt)}${tail}`;
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
