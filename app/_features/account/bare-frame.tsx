'use client';
import type { ReactNode } from 'react';
import { Logo } from '../farm-status/logo.tsx';
import { ThemeToggle } from '../farm-status/theme-toggle.tsx';
import classes from './bare-frame.module.css';

/** What surrounds the pages that nobody has to sign in for: one card, and nothing about the farm. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <div className={classes.theme}>
        <ThemeToggle />
      </div>
      <main id="content" className={classes.middle}>
        <div className={classes.brand}>
          <Logo />
          <span>Flamenco-NG</span>
        </div>
        <div className={classes.card}>{children}</div>
      </main>
    </div>
  );
}
