import type { WriteStream } from 'node:tty';

const AT_A_TERMINAL_MS = 250;
const IN_A_LOG_MS = 30_000;

/** A line that shows what is going on, below the lines that stay. */
export type LiveLine = {
  /** Writes lines that stay. */
  say: (text: string) => void;
  stop: () => void;
};

/**
 * Shows `line` again and again: in a terminal always in the same place, in the log of a build as a new line every half
 * minute, as a sign that it is still running.
 */
export function startLiveLine(out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>, line: () => string): LiveLine {
  const clear = out.isTTY ? '\r\u001B[K' : '';
  const draw = () =>
    out.write(out.isTTY ? `${clear}… ${line()}`.slice(0, clear.length + out.columns - 1) : `… ${line()}\n`);
  const timer = setInterval(draw, out.isTTY ? AT_A_TERMINAL_MS : IN_A_LOG_MS);
  return {
    say: (text) => {
      out.write(`${clear}${text}\n`);
      if (out.isTTY) draw();
    },
    stop: () => {
      clearInterval(timer);
      out.write(clear);
    },
  };
}
