/** Nanoseconds per unit of Go's notation. */
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // micro sign
  μs: 1_000n, // Greek letter mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const PART = /^(?=\.?\d)(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/;
const NS_PER_MS = 1_000_000n;
/** The range of a Go duration: signed 64-bit nanoseconds, about 292 years. */
const MAX_NS = 2n ** 63n;

/**
 * Milliseconds of a duration in Go's notation, such as `90s`, `1h30m` or `-1.5h`; undefined when it is not one.
 * Every number except a bare `0` needs a unit; there is no unit for days.
 */
export function parseGoDuration(text: string): number | undefined {
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') return undefined;
  let total = 0n;
  while (rest !== '') {
    const [part, whole = '', fraction = '', name = ''] = PART.exec(rest) ?? [];
    const scale = UNITS[name];
    if (part === undefined || scale === undefined) return undefined;
    total += BigInt(whole || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    rest = rest.slice(part.length);
  }
  if (total >= MAX_NS) return undefined;
  const milliseconds = Number(total / NS_PER_MS) + Number(total % NS_PER_MS) / Number(NS_PER_MS);
  return text.startsWith('-') && milliseconds !== 0 ? -milliseconds : milliseconds;
}

/** Milliseconds as Go writes a duration: `10m0s`, `24h0m0s`, `1.5s`, `250ms`, `0s`. */
export function formatGoDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const total = BigInt(Math.trunc(size)) * NS_PER_MS + BigInt(Math.round((size % 1) * Number(NS_PER_MS)));
  if (total === 0n) return '0s';
  const sign = milliseconds < 0 ? '-' : '';
  if (total < unit('us')) return `${sign}${total}ns`;
  if (total < unit('ms')) return `${sign}${decimal(total, 'us', 3)}µs`;
  if (total < unit('s')) return `${sign}${decimal(total, 'ms', 6)}ms`;
  const hours = total / unit('h');
  const minutes = (total / unit('m')) % 60n;
  const seconds = `${decimal(total % unit('m'), 's', 9)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

function decimal(nanoseconds: bigint, name: string, digits: number): string {
  const whole = nanoseconds / unit(name);
  const fraction = String(nanoseconds % unit(name))
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}

function unit(name: string): bigint {
  return UNITS[name] ?? 1n;
}
