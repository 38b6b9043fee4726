import { router } from '../../init.ts';
import { liveEvents } from './events.ts';
import { liveFlamencoEvents } from './flamenco-events.ts';
import { liveTaskLog } from './task-log.ts';

export const liveRouter = router({ events: liveEvents, flamenco: liveFlamencoEvents, taskLog: liveTaskLog });
