import { memo } from 'react';
import type { LogLine } from './log-text.ts';
import classes from './task-log.module.css';

interface Props {
  readonly line: LogLine;
  /** Null while the beginning of the log is not known. */
  readonly number: number | null;
  readonly wanted: string;
  readonly isMarked: boolean;
  readonly isMatch: boolean;
}

/** One line of a log; its number is a link to it. */
export const LogLineView = memo(function LogLineView({ line, number, wanted, isMarked, isMatch }: Props) {
  return (
    <div
      className={classes.line}
      data-level={line.level}
      data-marked={isMarked || undefined}
      data-match={isMatch || undefined}
    >
      {number === null ? (
        <span className={classes.number}>·</span>
      ) : (
        <a className={classes.number} href={`#L${number}`} tabIndex={-1} aria-label={`Line ${number}`}>
          {number}
        </a>
      )}
      <span className={classes.text}>{wanted ? highlighted(line.text, wanted) : withQuietPrefix(line)}</span>
    </div>
  );
});

/** Which process a line is from matters least, so that part is shown faintly. */
function withQuietPrefix({ text, level }: LogLine) {
  const prefix = level === 'plain' ? /^pid=\d+ 2?> /.exec(text)?.[0] : undefined;
  if (!prefix) return text;
  return (
    <>
      <span className={classes.prefix}>{prefix}</span>
      {text.slice(prefix.length)}
    </>
  );
}

function highlighted(text: string, wanted: string) {
  const parts = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
