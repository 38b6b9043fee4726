'use client';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation.js';
import { type ReactNode, useState } from 'react';
import { useLiveCache } from '../../_lib/live-cache.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useShortcuts } from '../../_lib/use-shortcuts.ts';
import classes from './app-frame.module.css';
import { KeySheet } from './key-sheet.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';

/** What surrounds a page. A manager that is not set up has no farm to show. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  return usePathname() === '/setup' ? children : <FarmFrame>{children}</FarmFrame>;
}

/** What surrounds all other pages: top bar, status line, live connection, and keys that work everywhere. */
function FarmFrame({ children }: { readonly children: ReactNode }) {
  useLiveCache();
  const trpc = useTRPC();
  const router = useRouter();
  const farm = useQuery(trpc.farm.info.queryOptions()).data;
  const [help, setHelp] = useState(false);
  useShortcuts({
    '?': () => setHelp(true),
    'g j': () => router.push('/jobs'),
    'g w': () => router.push('/workers'),
    'g t': () => router.push('/tags'),
    'g p': () => router.push('/plugins'),
  });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <TopBar farm={farm} onHelp={() => setHelp(true)} />
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      <StatusLine farm={farm} />
      <KeySheet open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
