import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useId } from 'react';
import type { JobTypeRow } from '#server/contracts/web/job-type-rows.ts';
import { formatNoun } from '../../_lib/formats.ts';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { WarningList } from '../../_ui/warning-list.tsx';
import classes from './job-types.module.css';

const BROKEN = { label: 'Broken', tone: 'fail', icon: IconAlertTriangleFilled } as const;

/** One job type, or one script that should be one. */
export function JobTypeEntry({ script }: { readonly script: JobTypeRow }) {
  const heading = useId();
  return (
    <li>
      <article className={classes.entry} aria-labelledby={heading}>
        <div className={classes.head}>
          <h2 id={heading} className={classes.name}>
            {script.label || script.name}
          </h2>
          {script.error !== null && <StatusBadge look={BROKEN} />}
        </div>
        {script.description && <p className={classes.text}>{script.description}</p>}
        <p className={classes.facts}>
          {script.label && <code>{script.name}</code>}
          {script.origin === 'built-in' ? (
            <span>built in</span>
          ) : (
            <span>
              from <code>{script.file}</code>
            </span>
          )}
          {script.error === null && <span>{formatNoun(script.settings, 'setting')}</span>}
        </p>
        {script.error !== null && (
          <div className={classes.error}>
            <span className={classes.why}>Artists cannot choose it</span>
            <span className={classes.message}>{script.error}</span>
          </div>
        )}
        <WarningList warnings={script.warnings} />
      </article>
    </li>
  );
}
