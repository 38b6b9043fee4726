import { router } from '../../init.ts';
import { liveEvents } from './events.ts';
import { liveTaskLog } from './task-log.ts';

export const liveRouter = router({ events: liveEvents, taskLog: liveTaskLog });
