import { isUtf8 } from 'node:buffer';

/** The text of a script, or why it is none. */
export interface DecodedScript {
  source: string;
  problem?: string;
  warnings: string[];
}

/** The encodings of texts that begin with these bytes; the longer ones come first, since they begin like another. */
const MARKS = [
  { encoding: 'UTF-32', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'UTF-32', bytes: [0, 0, 0xfe, 0xff] },
  { encoding: 'UTF-16', bytes: [0xff, 0xfe] },
  { encoding: 'UTF-16', bytes: [0xfe, 0xff] },
] as const;

/** How many bytes are looked at to recognise an encoding. */
const SAMPLE_BYTES = 1_000;

/** Reads a script as UTF-8, with or without a mark at the start. `fileName` is for people. */
export function decodeScript(bytes: Buffer, fileName: string): DecodedScript {
  const source = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const encoding = wideEncodingOf(bytes);
  if (encoding !== undefined)
    return { source, problem: `${fileName} is in ${encoding}, which no script can be; save it as UTF-8`, warnings: [] };
  if (isUtf8(bytes)) return { source, warnings: [] };
  const line = source.slice(0, source.indexOf('\uFFFD')).split('\n').length;
  const warning = `${fileName} is not in UTF-8: what is not plain English in it is lost, as in line ${line}. Save it as UTF-8.`;
  return { source, warnings: [warning] };
}

/** The name of an encoding whose characters have several bytes each; undefined for all others. */
function wideEncodingOf(bytes: Buffer): string | undefined {
  const mark = MARKS.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  if (mark) return mark.encoding;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = sample.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
  if (zeros > sample.length / 2) return 'UTF-32';
  return zeros > sample.length / 4 ? 'UTF-16' : undefined;
}
