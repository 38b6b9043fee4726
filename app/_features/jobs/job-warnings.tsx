import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './job-warnings.module.css';

/** Warnings about the job that people should see before it fails. */
export function JobWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>{warning}</span>
        </li>
      ))}
    </ul>
  );
}
