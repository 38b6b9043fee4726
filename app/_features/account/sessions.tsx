import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { formatNoun } from '../../_lib/formats.ts';
import { sentence } from '../../_lib/sentence.ts';
import { useTRPC } from '../../_lib/trpc.ts';
import { useFirstFew } from '../../_lib/use-first-few.ts';
import { ErrorNotice } from '../../_ui/notice.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './account.module.css';
import { browserName } from './browser-name.ts';

/** How many are shown at first. */
const FEW = 5;

/** The browsers in which the reader is signed in, with buttons that sign them out there. */
export function Sessions() {
  const { account } = useTRPC();
  const queryClient = useQueryClient();
  // No event that pages get says when a session was used, so each visit asks.
  const query = useQuery(account.sessions.queryOptions(undefined, { staleTime: 0 }));
  const options = {
    onError: ({ message }: { readonly message: string }) => {
      notifications.show({ color: 'red', title: 'Nobody was signed out', message: sentence(message) });
    },
    onSettled: () => queryClient.invalidateQueries(account.sessions.pathFilter()),
  };
  const end = useMutation(account.endSession.mutationOptions(options));
  const endOthers = useMutation(
    account.endOtherSessions.mutationOptions({
      ...options,
      onSuccess: ({ ended }) => {
        notifications.show({ color: 'orchid', title: `Signed out ${formatNoun(ended, 'other browser')}`, message: '' });
      },
    }),
  );
  const sessions = (query.data ?? []).toSorted(
    (a, b) => Number(b.is_this) - Number(a.is_this) || b.last_used_at.localeCompare(a.last_used_at),
  );
  const others = sessions.filter((session) => !session.is_this);
  const { shown, hasMore, showAll } = useFirstFew(sessions, FEW);
  return (
    <section className={classes.card} aria-labelledby="sessions">
      <div className={classes.head}>
        <h2 id="sessions" className={classes.title}>
          Where I am signed in
        </h2>
        {others.length > 1 && (
          <Button
            variant="default"
            disabled={end.isPending}
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate()}
          >
            Sign out everywhere else
          </Button>
        )}
      </div>
      {query.isError && (
        <ErrorNotice title="This could not be fetched" error={query.error} onRetry={() => void query.refetch()} />
      )}
      <ul className={classes.list} aria-label="Browsers">
        {shown.map((session) => (
          <li key={session.id}>
            <div className={classes.entry}>
              <b title={session.user_agent}>
                {browserName(session.user_agent)}
                {session.is_this && <span className={classes.mark}>this browser</span>}
              </b>
              <small>
                from {session.address} · signed in <RelativeTime iso={session.created_at} /> · last used{' '}
                <RelativeTime iso={session.last_used_at} />
              </small>
            </div>
            {!session.is_this && (
              <Button
                variant="default"
                disabled={end.isPending}
                aria-label={`Sign out ${browserName(session.user_agent)} from ${session.address}`}
                onClick={() => end.mutate({ id: session.id })}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" className={classes.all} onClick={showAll}>
          Show all {sessions.length} browsers
        </Button>
      )}
    </section>
  );
}
