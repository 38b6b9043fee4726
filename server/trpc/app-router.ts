import { INSTALLED_PLUGINS } from '../plugins/installed.ts';
import { webProceduresOf } from '../plugins/merge-procedures.ts';
import { router } from './init.ts';
import { accountRouter } from './web/account/router.ts';
import { auditRouter } from './web/audit/router.ts';
import { deadLettersRouter } from './web/dead-letters/router.ts';
import { farmRouter } from './web/farm/router.ts';
import { jobsRouter } from './web/jobs/router.ts';
import { jobTypesRouter } from './web/job-types/router.ts';
import { liveRouter } from './web/live/router.ts';
import { peopleRouter } from './web/people/router.ts';
import { pluginsRouter } from './web/plugins/router.ts';
import { setupRouter } from './web/setup/router.ts';
import { tagsRouter } from './web/tags/router.ts';
import { tasksRouter } from './web/tasks/router.ts';
import { workersRouter } from './web/workers/router.ts';

/** What the web pages call at `/api/trpc`. Programs and the add-on use `/api/v3` (`v3/`). */
export const appRouter = router({
  account: accountRouter,
  people: peopleRouter,
  setup: setupRouter,
  farm: farmRouter,
  jobs: jobsRouter,
  jobTypes: jobTypesRouter,
  tasks: tasksRouter,
  workers: workersRouter,
  tags: tagsRouter,
  plugins: pluginsRouter,
  live: liveRouter,
  deadLetters: deadLettersRouter,
  audit: auditRouter,
  ...webProceduresOf(INSTALLED_PLUGINS),
});

/** For the pages, which import only the type. */
export type AppRouter = typeof appRouter;
