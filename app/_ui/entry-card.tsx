import { type ReactNode, useId } from 'react';
import classes from './entry-card.module.css';

export interface EntryCardProps {
  readonly title: string;
  /** A badge beside the title. */
  readonly badge?: ReactNode;
  readonly description?: string;
  /** Short facts in one line, an element each. */
  readonly facts: ReactNode;
  /** What is wrong with it: a heading, and the message as it came. */
  readonly problem?: { readonly title: ReactNode; readonly message: string } | null;
  readonly children?: ReactNode;
}

/** An entry of a list that is read rather than worked through: a plugin, a job type. */
export function EntryCard({ title, badge, description, facts, problem, children }: EntryCardProps) {
  const heading = useId();
  return (
    <li>
      <article className={classes.entry} aria-labelledby={heading}>
        <div className={classes.head}>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {badge}
        </div>
        {description && <p className={classes.text}>{description}</p>}
        <p className={classes.facts}>{facts}</p>
        {problem && (
          <div className={classes.problem}>
            <span className={classes.why}>{problem.title}</span>
            <span className={classes.message}>{problem.message}</span>
          </div>
        )}
        {children}
      </article>
    </li>
  );
}
