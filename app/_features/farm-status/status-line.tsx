import { formatAgo } from '../../_lib/formats.ts';
import { type Connection, useLiveState } from '../../_lib/live-store.ts';
import { useNow } from '../../_lib/use-now.ts';
import classes from './app-frame.module.css';
import type { FarmInfo } from './top-bar.tsx';

const WORDS: Readonly<Record<Connection, readonly [string, string]>> = {
  connecting: ['Connecting', 'hold'],
  live: ['Live', 'done'],
  reconnecting: ['Reconnecting', 'warn'],
};

/** The line at the foot of the page. It answers the question: is what I see up to date? */
export function StatusLine({ farm }: { readonly farm: FarmInfo | undefined }) {
  const connection = useLiveState('connection');
  const lastEventAt = useLiveState('lastEventAt');
  const now = useNow();
  const [word, tone] = WORDS[connection];
  return (
    <footer className={classes.line}>
      <span className={`${classes.connection} tone-${tone}`} role="status">
        <span className={classes.dot} data-state={connection} />
        {word}
      </span>
      <span suppressHydrationWarning>
        {lastEventAt && now ? `Last change ${formatAgo(new Date(lastEventAt).toISOString(), now)}` : ''}
      </span>
      <span className={classes.spacer} />
      {farm?.access === 'open' && (
        <span className={classes.desktopOnly}>Open access: anyone on this network can change anything</span>
      )}
      <span>{farm && `Flamenco-NG ${farm.version}`}</span>
    </footer>
  );
}
