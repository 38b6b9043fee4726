'use client';
import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation.js';
import { type ReactNode, useState } from 'react';
import { useLiveCache } from '../../_lib/live-cache.ts';
import { BARE_PAGES } from '../../_lib/next-place.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useShortcuts } from '../../_lib/use-shortcuts.ts';
import { BareFrame } from '../account/bare-frame.tsx';
import { useAdmission } from '../account/use-admission.ts';
import { AccessNotice } from './access-notice.tsx';
import classes from './app-frame.module.css';
import { KeySheet } from './key-sheet.tsx';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';

/** What surrounds every page. */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const path = usePathname();
  if (BARE_PAGES.has(path)) return <BareFrame isWide={path === '/setup'}>{children}</BareFrame>;
  return <FarmFrame>{children}</FarmFrame>;
}

/** Top bar, status line, live connection, and keys that work everywhere. The page comes once its reader is let in. */
function FarmFrame({ children }: { readonly children: ReactNode }) {
  const isIn = useAdmission();
  useLiveCache(isIn);
  const trpc = useTRPC();
  const router = useRouter();
  const farm = useQuery(trpc.farm.info.queryOptions(undefined, { enabled: isIn })).data;
  const [help, setHelp] = useState(false);
  useShortcuts({
    '?': () => setHelp(true),
    'g j': () => router.push('/jobs'),
    'g w': () => router.push('/workers'),
    'g t': () => router.push('/tags'),
    'g p': () => router.push('/plugins'),
    'g a': () => router.push('/account'),
  });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <div>
        <TopBar farm={farm} onHelp={() => setHelp(true)} />
        <AccessNotice />
      </div>
      <main id="content" className={classes.content} tabIndex={-1}>
        {isIn && children}
      </main>
      <StatusLine farm={farm} />
      <KeySheet open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
