import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './warning-list.module.css';

/** Warnings that people should see before something fails. Shows nothing if there are none. */
export function WarningList({ warnings }: { readonly warnings: readonly string[] }) {
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
