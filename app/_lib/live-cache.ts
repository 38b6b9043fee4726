import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveMessage } from '#server/contracts/web/live.ts';
import { createBatchApplier } from './apply-batch.ts';
import { batchOf, perFrame } from './event-batch.ts';
import { getLiveState, setLiveState, subscribeToLiveState } from './live-store.ts';
import { askWhoIsHere } from './signed-out.ts';
import { type FarmClient, useTRPC, useTRPCClient } from './trpc.ts';

/** A tab hidden for this long closes its connection: a browser allows six to a manager, for all tabs together. */
const HIDDEN_MS = 20_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * The one live subscription of the pages. What comes in patches the query caches by id; queries are fetched again only
 * after a gap. It resumes after the last event that it saw, even when the followed job changes. The manager ends it
 * together with the reader's session, so whenever it is lost, the pages ask who the reader is.
 * @param isOn whether the reader was let in
 */
export function useLiveCache(isOn: boolean): void {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isOn) return undefined;
    const applier = createBatchApplier({ trpc, queryClient });
    const frame = perFrame<LiveMessage>((messages) => {
      setLiveState({ lastEventAt: Date.now() });
      applier.apply(batchOf(messages));
    });
    const stop = subscribeToEvents(
      client,
      (message) => frame.add(message),
      () => void queryClient.invalidateQueries(),
      () => askWhoIsHere(queryClient),
    );
    return () => {
      stop();
      frame.stop();
      applier.stop();
    };
  }, [client, trpc, queryClient, isOn]);
}

/**
 * Keeps a subscription open, whatever happens to the manager. `onFirst`: anything fetched before may be outdated.
 * `onLost`: the manager cannot be reached, or the session has ended.
 */
function subscribeToEvents(
  client: FarmClient,
  onMessage: (message: LiveMessage) => void,
  onFirst: () => void,
  onLost: () => void,
) {
  let lastEventId: string | null = null;
  let retryMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: { unsubscribe(): void } | null = null;
  let jobId = getLiveState().followedJob;
  let known = false;

  const started = () => {
    retryMs = FIRST_RETRY_MS;
    setLiveState({ connection: 'live' });
    if (!known) onFirst();
    known = true;
  };
  const lost = () => {
    current?.unsubscribe();
    current = null;
    setLiveState({ connection: known ? 'reconnecting' : 'connecting' });
    onLost();
    clearTimeout(timer);
    timer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };
  function open() {
    current = client.live.events.subscribe(
      { lastEventId, jobId: jobId ?? undefined },
      {
        onStarted: started,
        onData: ({ id, data }) => {
          lastEventId = id;
          for (const message of JSON.parse(data) as LiveMessage[]) onMessage(message);
        },
        onConnectionStateChange: ({ state }) => {
          if (state === 'connecting' && known) setLiveState({ connection: 'reconnecting' });
          if (state === 'pending') setLiveState({ connection: 'live' });
        },
        onError: lost,
        onComplete: lost,
      },
    );
  }
  // Between the pages of two jobs, no job is followed for a moment, so wait until this settles.
  let settling: ReturnType<typeof setTimeout> | undefined;
  const stopFollowing = subscribeToLiveState(() => {
    if (getLiveState().followedJob === jobId) return;
    clearTimeout(settling);
    settling = setTimeout(() => {
      const next = getLiveState().followedJob;
      if (next === jobId) return;
      jobId = next;
      if (!current) return;
      current.unsubscribe();
      open();
    }, 30);
  });
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = () => {
    clearTimeout(hiding);
    if (document.visibilityState === 'hidden') {
      hiding = setTimeout(() => {
        clearTimeout(timer);
        current?.unsubscribe();
        current = null;
      }, HIDDEN_MS);
    } else if (!current) {
      clearTimeout(timer);
      open();
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(hiding);
    stopFollowing();
    clearTimeout(settling);
    clearTimeout(timer);
    current?.unsubscribe();
  };
}
