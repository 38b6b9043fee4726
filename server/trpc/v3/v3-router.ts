import { INSTALLED_PLUGINS } from '../../plugins/installed.ts';
import { v3ProceduresOf } from '../../plugins/merge-procedures.ts';
import { router } from '../init.ts';
import { addJobBlocklist } from './jobs/add-job-blocklist.ts';
import { deleteJobMass } from './jobs/delete-job-mass.ts';
import { deleteJobWhatWouldItDo } from './jobs/delete-job-what-would-it-do.ts';
import { deleteJob } from './jobs/delete-job.ts';
import { fetchJobBlocklist } from './jobs/fetch-job-blocklist.ts';
import { fetchJobTasks } from './jobs/fetch-job-tasks.ts';
import { fetchJob } from './jobs/fetch-job.ts';
import { fetchJobWhy } from './jobs/fetch-job-why.ts';
import { fetchJobs } from './jobs/fetch-jobs.ts';
import { getJobType } from './jobs/get-job-type.ts';
import { getJobTypes } from './jobs/get-job-types.ts';
import { releaseJob } from './jobs/release-job.ts';
import { removeJobBlocklist } from './jobs/remove-job-blocklist.ts';
import { setJobFailurePolicy } from './jobs/set-job-failure-policy.ts';
import { setJobKeep } from './jobs/set-job-keep.ts';
import { setJobOwner } from './jobs/set-job-owner.ts';
import { setJobPriority } from './jobs/set-job-priority.ts';
import { setJobStatus } from './jobs/set-job-status.ts';
import { setJobTag } from './jobs/set-job-tag.ts';
import { submitJobCheck } from './jobs/submit-job-check.ts';
import { submitJob } from './jobs/submit-job.ts';
import { fetchDeviceToken } from './log-in/fetch-device-token.ts';
import { revokeToken } from './log-in/revoke-token.ts';
import { startDeviceLogIn } from './log-in/start-device-log-in.ts';
import { checkBlenderExePath } from './meta/check-blender-exe-path.ts';
import { checkSharedStoragePath } from './meta/check-shared-storage-path.ts';
import { findBlenderExePath } from './meta/find-blender-exe-path.ts';
import { getConfigurationFile } from './meta/get-configuration-file.ts';
import { getConfiguration } from './meta/get-configuration.ts';
import { getFarmStatus } from './meta/get-farm-status.ts';
import { getSharedStorage } from './meta/get-shared-storage.ts';
import { getVariables } from './meta/get-variables.ts';
import { getVersion } from './meta/get-version.ts';
import { proveIdentity } from './meta/prove-identity.ts';
import { saveSetupAssistantConfig } from './meta/save-setup-assistant-config.ts';
import { updateConfigurationFile } from './meta/update-configuration-file.ts';
import { fetchTaskLogInfo } from './tasks/fetch-task-log-info.ts';
import { fetchTaskWhy } from './tasks/fetch-task-why.ts';
import { fetchTaskLogTail } from './tasks/fetch-task-log-tail.ts';
import { fetchTask } from './tasks/fetch-task.ts';
import { setTaskStatus } from './tasks/set-task-status.ts';
import { deleteWorker } from './worker-mgt/delete-worker.ts';
import { fetchWorkerKinds } from './worker-mgt/fetch-worker-kinds.ts';
import { fetchWorkerStatusHistory } from './worker-mgt/fetch-worker-status-history.ts';
import { fetchWorker } from './worker-mgt/fetch-worker.ts';
import { fetchWorkerWhy } from './worker-mgt/fetch-worker-why.ts';
import { fetchWorkers } from './worker-mgt/fetch-workers.ts';
import { createWorkerTag } from './worker-mgt/create-worker-tag.ts';
import { deleteWorkerTag } from './worker-mgt/delete-worker-tag.ts';
import { fetchWorkerTag } from './worker-mgt/fetch-worker-tag.ts';
import { fetchWorkerTags } from './worker-mgt/fetch-worker-tags.ts';
import { askForNewWorkerSecret } from './worker-mgt/ask-for-new-worker-secret.ts';
import { createEnrolmentCode } from './worker-mgt/create-enrolment-code.ts';
import { deleteEnrolmentCode } from './worker-mgt/delete-enrolment-code.ts';
import { fetchEnrolmentCodes } from './worker-mgt/fetch-enrolment-codes.ts';
import { decideWorkerApproval } from './worker-mgt/decide-worker-approval.ts';
import { setWorkerTags } from './worker-mgt/set-worker-tags.ts';
import { updateWorkerTag } from './worker-mgt/update-worker-tag.ts';
import { requestWorkerStatusChange } from './worker-mgt/request-worker-status-change.ts';
import { mayWorkerRun } from './worker/may-worker-run.ts';
import { registerWorker } from './worker/register-worker.ts';
import { scheduleTask } from './worker/schedule-task.ts';
import { signOff } from './worker/sign-off.ts';
import { changeWorkerSecret } from './worker/change-worker-secret.ts';
import { signOn } from './worker/sign-on.ts';
import { taskOutputProduced } from './worker/task-output-produced.ts';
import { taskUpdate } from './worker/task-update.ts';
import { workerSelfCheck } from './worker/worker-self-check.ts';
import { workerStateChanged } from './worker/worker-state-changed.ts';
import { workerState } from './worker/worker-state.ts';

/** Every operation of `/api/v3` under its operationId. */
export const v3Router = router({
  getVersion,
  proveIdentity,
  startDeviceLogIn,
  fetchDeviceToken,
  revokeToken,
  getFarmStatus,
  getConfiguration,
  getVariables,
  getSharedStorage,
  checkSharedStoragePath,
  findBlenderExePath,
  checkBlenderExePath,
  getConfigurationFile,
  updateConfigurationFile,
  saveSetupAssistantConfig,
  getJobTypes,
  getJobType,
  submitJob,
  submitJobCheck,
  fetchJobs,
  fetchJob,
  fetchJobWhy,
  deleteJob,
  deleteJobMass,
  deleteJobWhatWouldItDo,
  setJobStatus,
  setJobPriority,
  setJobFailurePolicy,
  setJobKeep,
  setJobOwner,
  setJobTag,
  fetchJobTasks,
  fetchJobBlocklist,
  removeJobBlocklist,
  releaseJob,
  addJobBlocklist,
  fetchTask,
  fetchTaskWhy,
  setTaskStatus,
  fetchTaskLogTail,
  fetchTaskLogInfo,
  registerWorker,
  signOn,
  changeWorkerSecret,
  signOff,
  workerState,
  workerStateChanged,
  workerSelfCheck,
  scheduleTask,
  taskUpdate,
  mayWorkerRun,
  taskOutputProduced,
  fetchWorkers,
  fetchWorkerKinds,
  fetchWorker,
  fetchWorkerWhy,
  fetchWorkerStatusHistory,
  deleteWorker,
  requestWorkerStatusChange,
  decideWorkerApproval,
  askForNewWorkerSecret,
  fetchEnrolmentCodes,
  createEnrolmentCode,
  deleteEnrolmentCode,
  setWorkerTags,
  fetchWorkerTags,
  createWorkerTag,
  fetchWorkerTag,
  updateWorkerTag,
  deleteWorkerTag,
  ...v3ProceduresOf(INSTALLED_PLUGINS),
});
