import { decodeText } from '#shared/decode-text.ts';

/** The text of a script, or why it is none. */
export interface DecodedScript {
  source: string;
  problem?: string;
  warnings: string[];
}

/** Reads a script as UTF-8, or as UTF-16 with a mark at its start. `fileName` is for people. */
export function decodeScript(bytes: Uint8Array, fileName: string): DecodedScript {
  const { text: source, unreadable, strangeLine } = decodeText(bytes);
  if (unreadable !== undefined)
    return { source, problem: `${fileName} is in ${unreadable}; save it as UTF-8`, warnings: [] };
  if (strangeLine === undefined) return { source, warnings: [] };
  const warning = `${fileName} is not in UTF-8: what is not plain English in it is lost, as in line ${strangeLine}. Save it as UTF-8.`;
  return { source, warnings: [warning] };
}
