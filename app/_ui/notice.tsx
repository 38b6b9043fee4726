import { Button } from '@mantine/core';
import { IconAlertTriangleFilled, IconGhost2, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';
import classes from './notice.module.css';

interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What a list shows in place of rows. */
export function EmptyNotice({ icon, title, children }: EmptyProps) {
  return (
    <div className={classes.notice}>
      <div className={classes.icon}>{icon}</div>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
    </div>
  );
}

interface ErrorProps {
  readonly title: string;
  readonly error: { readonly message: string };
  readonly onRetry: () => void;
}

/** What a list shows if it could not be fetched. */
export function ErrorNotice({ title, error, onRetry }: ErrorProps) {
  return (
    <div className={classes.notice} role="alert">
      <div className={`${classes.icon} ${classes.bad}`}>
        <IconAlertTriangleFilled size={22} />
      </div>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{error.message}</div>
      <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

interface GoneProps {
  readonly title: string;
  readonly href: string;
  readonly label: string;
}

/** What the page of a thing shows if that thing was deleted or never existed. */
export function GoneNotice({ title, href, label }: GoneProps) {
  return (
    <EmptyNotice icon={<IconGhost2 size={22} stroke={1.6} />} title={title}>
      <Link href={href} className={classes.link}>
        {label}
      </Link>
    </EmptyNotice>
  );
}

/** A line above old data that could not be refreshed. */
export function StaleNotice({ error, onRetry }: Omit<ErrorProps, 'title'>) {
  return (
    <div className={classes.stale} role="status">
      <IconAlertTriangleFilled size={14} />
      <span>Could not refresh; this may be outdated. {error.message}</span>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
