import type { WriteStream } from 'node:tty';
import { progressBar } from './progress-bar.ts';

/** How the demo talks to the person who started it. */
export type Screen = {
  isTerminal: boolean;
  say: (line?: string) => void;
  /** Something that takes a while has begun. */
  begin: (line: string) => void;
  /** What was begun is done. */
  done: (line: string) => void;
  failed: (line: string) => void;
  /** How far the whole job has got: a bar that is redrawn on a terminal, a line for every new step elsewhere. */
  progress: (share: number, line: string) => void;
};

export function openScreen(out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): Screen {
  const isTerminal = Boolean(out.isTTY);
  const paint = (code: number, text: string) =>
    isTerminal && !process.env.NO_COLOR ? `\u001B[${code}m${text}\u001B[39m` : text;
  const clear = isTerminal ? '\r\u001B[K' : '';
  let shown = '';
  const line = (text: string) => {
    shown = '';
    out.write(`${clear}${text}\n`);
  };
  return {
    isTerminal,
    say: (text = '') => line(text),
    begin: (text) => (isTerminal ? out.write(`${clear}  ${paint(36, '…')} ${text}`) : line(`  … ${text}`)),
    done: (text) => line(`  ${paint(32, '✓')} ${text}`),
    failed: (text) => line(`  ${paint(31, '✗')} ${text}`),
    progress: (share, text) => {
      if (!isTerminal) {
        if (text !== shown) out.write(`  ${String(Math.floor(share * 100)).padStart(3)}%  ${text}\n`);
        shown = text;
        return;
      }
      const bar = progressBar(share, Math.max(10, Math.min(40, (out.columns || 80) - 48)));
      const words = text.slice(0, Math.max(10, (out.columns || 80) - bar.length - 12));
      out.write(`${clear}  ${paint(36, bar)} ${String(Math.floor(share * 100)).padStart(3)}%  ${words}`);
    },
  };
}
