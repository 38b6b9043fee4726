import { MutationCache, QueryCache, QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { askWhatWasPutOff, askWhoIsHere, isSignedOut } from './signed-out.ts';

/**
 * Events keep the caches fresh, so nothing is fetched again because of its age or because a window got the focus. A
 * refusal because nobody is signed in makes the pages ask who the reader is; `useAdmission` does the rest.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) askWhoIsHere(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError, onSettled: () => askWhatWasPutOff(client) }),
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 1 && !isSignedOut(error),
        structuralSharing: (stored, next) => replaceEqualDeep(stored, keepNewer(stored, next)),
      },
    },
  });
  return client;
}

/** What jobs, tasks and workers have in common: the newer version has the later `updated`. */
interface Dated {
  readonly id: string;
  readonly updated: string;
}

/**
 * `next`, but with the stored version of each job, task or worker where that is newer: an answer that the manager gave
 * before an event may arrive after it.
 */
function keepNewer(stored: unknown, next: unknown): unknown {
  const known = new Map<string, Dated>();
  collect(stored, known);
  return known.size === 0 ? next : replace(next, known);
}

function collect(value: unknown, known: Map<string, Dated>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isDated(value)) known.set(value.id, value);
  else for (const part of Object.values(value)) collect(part, known);
}

function replace(value: unknown, known: ReadonlyMap<string, Dated>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isDated(value)) {
    const mine = known.get(value.id);
    return mine && mine.updated > value.updated ? mine : value;
  }
  if (Array.isArray(value)) return value.map((part: unknown) => replace(part, known));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replace(part, known)]));
}

function isDated(value: object): value is Dated {
  return 'id' in value && typeof value.id === 'string' && 'updated' in value && typeof value.updated === 'string';
}
