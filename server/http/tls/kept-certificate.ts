import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '../../logging/logger.ts';
import { type Certificate, type CertificateFiles, isSame, readCertificate } from './read-certificate.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Renewed this early by whoever renews certificates by itself; later, something is wrong there. */
const WARN_BEFORE_MS = 14 * DAY_MS;

/** In milliseconds. */
interface CertificateTiming {
  /** Nobody tells of changes on network drives, and some are missed. */
  readonly lookEvery: number;
  /** The two files are written one after the other. */
  readonly settle: number;
}
const USUAL: CertificateTiming = { lookEvery: 60_000, settle: 1_000 };

/** What a certificate is kept with. */
interface KeptCertificateOptions {
  readonly files: CertificateFiles;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly now?: () => number;
  readonly timing?: CertificateTiming;
}

/**
 * The certificate that is in use. When its files are renewed, the new one takes its place; one that cannot be used does
 * not, with a warning, and the old one stays.
 */
export class KeptCertificate {
  readonly #options: Required<KeptCertificateOptions>;
  readonly #watchers: FSWatcher[] = [];
  readonly #timer: NodeJS.Timeout;
  #current: Certificate;
  #onRenewed: (certificate: Certificate) => void = () => {};
  #settling: NodeJS.Timeout | undefined;
  #complaint = '';
  #warnedAt = -Infinity;

  private constructor(options: Required<KeptCertificateOptions>, first: Certificate) {
    this.#options = options;
    this.#current = first;
    const { certificate, key } = options.files;
    // Folders, since those who renew put other files, or links to others, in their place.
    for (const folder of new Set([dirname(certificate), dirname(key)])) this.#watch(folder);
    this.#timer = setInterval(() => void this.look(), options.timing.lookEvery).unref();
    this.#warnOfEnd();
  }

  /** @throws FarmError unusable, naming the setting and the file */
  static async open(given: KeptCertificateOptions): Promise<KeptCertificate> {
    const options = { now: Date.now, timing: USUAL, ...given };
    return new KeptCertificate(options, await readCertificate(options.files, options.now()));
  }

  get current(): Certificate {
    return this.#current;
  }

  /** Calls `listener` with each certificate that takes the place of another. */
  onRenewed(listener: (certificate: Certificate) => void): void {
    this.#onRenewed = listener;
  }

  /** Looks whether the files are others. Never rejects. */
  async look(): Promise<void> {
    const { files, logger, now } = this.#options;
    try {
      const found = await readCertificate(files, now());
      this.#complaint = '';
      if (!isSame(found, this.#current)) {
        // Not before it is in use: a listener that cannot take it is given it again.
        this.#onRenewed(found);
        this.#current = found;
        logger.info(
          { file: files.certificate, until: new Date(found.expiresAt).toISOString() },
          'certificate was renewed',
        );
      }
    } catch (error) {
      const complaint = error instanceof Error ? error.message : String(error);
      if (complaint !== this.#complaint)
        logger.warn({ reason: complaint }, 'new certificate cannot be used: the old one stays in use');
      this.#complaint = complaint;
    }
    this.#warnOfEnd();
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
    for (const watcher of this.#watchers) watcher.close();
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => {
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => void this.look(), this.#options.timing.settle).unref();
      });
      // The folder may be removed; it is looked at all the same.
      watcher.on('error', () => watcher.close());
      this.#watchers.push(watcher);
    } catch {
      // Not every file system tells of changes.
    }
  }

  #warnOfEnd(): void {
    const { files, logger, now } = this.#options;
    const left = this.#current.expiresAt - now();
    if (left > WARN_BEFORE_MS || now() - this.#warnedAt < DAY_MS) return;
    this.#warnedAt = now();
    const until = new Date(this.#current.expiresAt).toISOString();
    const about = { file: files.certificate, until, days: Math.max(0, Math.floor(left / DAY_MS)) };
    logger.warn(about, left > 0 ? 'certificate is about to expire: renew it' : 'certificate has expired: renew it');
  }
}
