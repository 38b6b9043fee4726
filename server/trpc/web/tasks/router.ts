import { router } from '../../init.ts';
import { changeTasks } from './change-tasks.ts';
import { findTasks } from './find-tasks.ts';
import { getTask } from './get-task.ts';
import { readLog } from './read-log.ts';
import { statusMap } from './status-map.ts';
import { whyTask } from './why-task.ts';

export const tasksRouter = router({
  find: findTasks,
  statusMap,
  get: getTask,
  change: changeTasks,
  readLog,
  why: whyTask,
});
