/** The text of a file that a person wrote, or why it is none. */
export interface DecodedText {
  /** Without a mark at its start. What is not UTF-8 in it is replaced by `U+FFFD`. */
  readonly text: string;
  /** In which encoding it is, if it cannot be read. */
  readonly unreadable?: 'UTF-16' | 'UTF-32';
  /** The first line that is not in UTF-8, counted from 1. */
  readonly strangeLine?: number;
}

const UTF_32_MARKS = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];
/** What Windows and its PowerShell 5.1 write with `>` begins with the first of these. */
const UTF_16_MARKS = [
  { label: 'utf-16le', bytes: [0xff, 0xfe] },
  { label: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** How many bytes are looked at to recognise an encoding. */
const SAMPLE_BYTES = 1_000;

/** Reads text as UTF-8, with or without a mark at its start, or as UTF-16 with one. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const begins = (mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  const text = new TextDecoder('utf-8').decode(bytes);
  // These come first, since they begin like UTF-16.
  if (UTF_32_MARKS.some(begins)) return { text, unreadable: 'UTF-32' };
  const wide = UTF_16_MARKS.find(({ bytes: mark }) => begins(mark));
  if (wide) return { text: new TextDecoder(wide.label).decode(bytes) };
  const unreadable = wideEncodingOf(bytes);
  if (unreadable !== undefined) return { text, unreadable };
  return isUtf8(bytes) ? { text } : { text, strangeLine: text.slice(0, text.indexOf('\uFFFD')).split('\n').length };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The name of an encoding whose characters have several bytes each; undefined for all others. */
function wideEncodingOf(bytes: Uint8Array): 'UTF-16' | 'UTF-32' | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = sample.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  if (zeros > sample.length / 2) return 'UTF-32';
  return zeros > sample.length / 4 ? 'UTF-16' : undefined;
}
