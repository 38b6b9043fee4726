import type { AuditEntry } from '#server/contracts/audit.ts';
import { Name } from '../../_ui/name.tsx';
import classes from './audit.module.css';

/** Who made a change; behind a token there is a person. */
export function Who({ by, token_of: owner }: Pick<AuditEntry, 'by' | 'token_of'>) {
  switch (by.kind) {
    case 'person':
      return <Name>{by.name}</Name>;
    case 'token':
      return (
        <>
          <Name>{owner ?? 'somebody'}</Name> <span className={classes.faint}>by token</span> <Name>{by.name}</Name>
        </>
      );
    case 'worker':
      return (
        <>
          <span className={classes.faint}>worker</span> <Name>{by.name}</Name>
        </>
      );
    case 'plugin':
      return (
        <>
          <span className={classes.faint}>plugin</span> {by.id}
        </>
      );
    case 'terminal':
      return (
        <>
          <span className={classes.faint}>command line,</span> {by.id}
        </>
      );
    case 'manager':
      return <span className={classes.faint}>the manager</span>;
    default:
      return <span className={classes.faint}>not signed in</span>;
  }
}

/** The page of what was changed, if it has one. */
export function pageOf({ kind, id }: AuditEntry['subject']): string | undefined {
  if (id === null) return undefined;
  if (kind === 'job') return `/jobs/${id}`;
  if (kind === 'worker') return `/workers/${id}`;
  if (kind === 'person') return '/people';
  return kind === 'worker-tag' ? '/tags' : undefined;
}
