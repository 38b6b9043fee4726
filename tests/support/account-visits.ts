import { createHmac } from 'node:crypto';
import type { Visit } from '#server/accounts/cookies.ts';

/** A browser: it keeps cookies, and sends them the next time. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly address: string;

  constructor(address = '192.0.2.7') {
    this.address = address;
  }

  get visit(): Visit {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie: cookie || undefined, userAgent: 'a browser', address: this.address, secure: false };
  }

  /** Keeps what an answer sets, and passes it on. */
  keep<T extends { readonly setCookie: readonly string[] }>(answer: T): T {
    for (const cookie of answer.setCookie) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that a device makes of an `otpauth://` address (RFC 6238). @param ahead how many half minutes from now */
export function deviceCode(uri: string, ahead = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = Array.from(secret.replaceAll('=', ''), (one) => BASE32.indexOf(one).toString(2).padStart(5, '0')).join(
    '',
  );
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
