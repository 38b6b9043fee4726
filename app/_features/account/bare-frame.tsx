'use client';
import type { ReactNode } from 'react';
import { Logo } from '../farm-status/logo.tsx';
import { ThemeToggle } from '../farm-status/theme-toggle.tsx';
import classes from './bare-frame.module.css';

interface Props {
  /** For what does not fit into a narrow card. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** What surrounds the pages that nobody has to sign in for: one card, and nothing about the farm. */
export function BareFrame({ isWide, children }: Props) {
  return (
    <div className={classes.frame}>
      <div className={classes.theme}>
        <ThemeToggle />
      </div>
      <main id="content" className={classes.middle} data-wide={isWide || undefined}>
        <div className={classes.brand}>
          <Logo />
          <span>Flamenco-NG</span>
        </div>
        <div className={classes.card}>{children}</div>
      </main>
    </div>
  );
}
