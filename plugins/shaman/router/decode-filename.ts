import { z } from 'zod';

const WORD = /=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi;

/** The name that an uploaded file has on the client: ASCII, or encoded words of RFC 2047 in UTF-8. Only for the log. */
export const filenameHeader = z
  .string()
  .refine((text) => decodeFilename(text) !== undefined, 'must be plain ASCII, or UTF-8 as encoded words of RFC 2047')
  .optional();

/** The name in the header; undefined if it cannot be decoded. */
export function decodeFilename(text: string): string | undefined {
  let isReadable = true;
  const decoded = text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(WORD, (_word, charset: string, encoding: string, content: string) => {
      const bytes = encoding.toLowerCase() === 'b' ? fromBase64(content) : fromQuotedPrintable(content);
      if (!/^(utf-8|us-ascii)(\*.*)?$/i.test(charset) || !bytes) isReadable = false;
      return bytes?.toString('utf8') ?? '';
    });
  return isReadable && !decoded.includes('\uFFFD') ? decoded : undefined;
}

function fromBase64(content: string): Buffer | undefined {
  return /^[\w+/]*={0,2}$/.test(content) ? Buffer.from(content, 'base64') : undefined;
}

function fromQuotedPrintable(content: string): Buffer | undefined {
  if (/=(?![0-9a-f]{2})/i.test(content)) return undefined;
  const binary = content
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(binary, 'latin1');
}
