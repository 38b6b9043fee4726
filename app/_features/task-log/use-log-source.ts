import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTRPCClient } from '../../_lib/trpc.ts';
import { type LogSnapshot, LogSource } from './log-source.ts';

/** The time between the end of a task and its log being complete. */
const SETTLE_MS = 1500;

/**
 * A task's log. It is followed only while the task runs and the tab is in view: a browser allows only six connections
 * to a manager, for all tabs together.
 */
export function useLogSource(taskId: string, isRunning: boolean): { source: LogSource; snapshot: LogSnapshot } {
  const client = useTRPCClient();
  const [source] = useState(() => new LogSource(client, taskId));
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getSnapshot);
  const isVisible = useDocumentVisibility() === 'visible';
  useEffect(() => void source.load(), [source]);
  const isReady = snapshot.state === 'ready';
  useEffect(() => {
    if (!isReady || !isVisible) return undefined;
    if (isRunning) return source.follow();
    const timer = setTimeout(() => void source.catchUp().catch(() => undefined), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [source, isReady, isRunning, isVisible]);
  return { source, snapshot };
}
