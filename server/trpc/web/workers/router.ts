import { router } from '../../init.ts';
import { askNewSecret } from './ask-new-secret.ts';
import { decideApproval } from './decide-approval.ts';
import { deleteWorkers } from './delete-workers.ts';
import { codeOfWorker, findCodes, makeCode, revokeCode } from './enrolment-codes.ts';
import { findWorkers } from './find-workers.ts';
import { getWorker } from './get-worker.ts';
import { history } from './history.ts';
import { lastCheck } from './last-check.ts';
import { letChoose } from './let-choose.ts';
import { nameWorker } from './name-worker.ts';
import { requestStatus } from './request-status.ts';
import { whyWorker } from './why-worker.ts';
import { workerRows } from './worker-rows.ts';

export const workersRouter = router({
  find: findWorkers,
  get: getWorker,
  rows: workerRows,
  requestStatus,
  decideApproval,
  setName: nameWorker,
  letChoose,
  askNewSecret,
  delete: deleteWorkers,
  findCodes,
  codeOfWorker,
  makeCode,
  revokeCode,
  history,
  lastCheck,
  why: whyWorker,
});
