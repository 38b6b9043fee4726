import { CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Me } from '#server/contracts/web/account.ts';
import { signInPlace } from '../../_lib/next-place.ts';
import { useMe } from '../../_lib/use-me.ts';
import { useNow } from '../../_lib/use-now.ts';
import classes from './access-notice.module.css';

/** A browser in which somebody closed the line shows it again after two weeks. */
const QUIET_MS = 14 * 24 * 3_600_000;

/** Says below the top bar why the reader was let in without signing in. */
export function AccessNotice() {
  const me = useMe();
  const now = useNow();
  const why = me?.let_in_by ?? 'nobody';
  const [closedAt, setClosedAt] = useLocalStorage<number>({ key: `flamenco-access-${why}`, defaultValue: 0 });
  const text = me && noticeOf(me);
  if (!text || now === 0 || now - closedAt < QUIET_MS) return null;
  return (
    <aside className={classes.notice} aria-label="Access">
      <p>{text}</p>
      <CloseButton size="sm" aria-label="Hide this for two weeks" onClick={() => setClosedAt(Date.now())} />
    </aside>
  );
}

function noticeOf({ let_in_by: why, network, role }: Me): ReactNode {
  if (why === 'open') {
    return (
      <>
        <b>Open access.</b> Whoever reaches this manager may do everything here.{' '}
        <span className={classes.more}>
          <code>access: accounts</code> in <code>flamenco-manager.yaml</code> changes that.
        </span>
      </>
    );
  }
  if (why !== 'network') return null;
  return (
    <>
      You are in without a log-in because of <code>{network}</code>, as {role === null ? 'a guest' : article(role)}.{' '}
      <button
        type="button"
        className={classes.link}
        onClick={() => window.location.assign(signInPlace(window.location, false))}
      >
        Sign in
      </button>
    </>
  );
}

function article(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
}
