import type { StatusWish } from '../status-wish.ts';
import { TaskStopped } from '../task-stopped.ts';
import type { Request } from './request-files.ts';

/** Does what somebody at this machine asked for, as the signals of the same meaning do. */
export function hearRequest(request: Request, wish: StatusWish, stop: AbortController): void {
  if (request === 'stop')
    stop.abort(new TaskStopped('shutdown', 'this worker is shutting down (somebody at this machine stopped it)'));
  else wish.ask(request === 'sleep' ? 'asleep' : 'awake');
}
