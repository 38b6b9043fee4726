import { useEffect, useSyncExternalStore } from 'react';

/** `connecting` until the first answer, then `live`, or `reconnecting` while the manager cannot be reached. */
export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface LiveState {
  readonly connection: Connection;
  /** When the last event came in, in milliseconds; null = none yet. */
  readonly lastEventAt: number | null;
  /** The job whose task events the page also wants. */
  readonly followedJob: string | null;
  /** How many jobs were submitted since the jobs table was fetched. */
  readonly newJobs: number;
}

const START: LiveState = { connection: 'connecting', lastEventAt: null, followedJob: null, newJobs: 0 };
let state = START;
const listeners = new Set<() => void>();

export function getLiveState(): LiveState {
  return state;
}

export function setLiveState(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function subscribeToLiveState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One value of the live state. The component re-renders only when that value changes. */
export function useLiveState<T extends keyof LiveState>(key: T): LiveState[T] {
  return useSyncExternalStore(
    subscribeToLiveState,
    () => state[key],
    () => START[key],
  );
}

/** While mounted, task events of this job come in too. */
export function useFollowJob(jobId: string | undefined): void {
  useEffect(() => {
    if (!jobId) return undefined;
    setLiveState({ followedJob: jobId });
    return () => {
      if (state.followedJob === jobId) setLiveState({ followedJob: null });
    };
  }, [jobId]);
}
