import type { AnyProcedure } from '@trpc/server';
import { expect, test } from 'vitest';
import { appRouter } from '#server/trpc/app-router.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';

/** Procedures whose change is entered in the audit log, with the action that it is entered under. */
const ENTERED: Readonly<Record<string, string>> = {
  updateConfigurationFile: 'settings.change',
  saveSetupAssistantConfig: 'settings.change',
  submitJob: 'job.submit',
  deleteJob: 'job.delete',
  deleteJobMass: 'job.delete-many',
  setJobStatus: 'job.status',
  setJobPriority: 'job.set',
  setJobFailurePolicy: 'job.set',
  setJobKeep: 'job.set',
  setJobTag: 'job.tag',
  removeJobBlocklist: 'job.unblock',
  addJobBlocklist: 'job.block',
  releaseJob: 'job.release',
  setTaskStatus: 'task.status',
  registerWorker: 'worker.register',
  signOn: 'worker.approve, if its registration secret has become right',
  deleteWorker: 'worker.remove',
  requestWorkerStatusChange: 'worker.request-status',
  decideWorkerApproval: 'worker.approve or worker.reject',
  setWorkerTags: 'worker.tags',
  createWorkerTag: 'worker-tag.create',
  updateWorkerTag: 'worker-tag.change',
  deleteWorkerTag: 'worker-tag.delete',
  setWorkerSleepSchedule: 'worker.sleep-schedule',
  setWorkerSleepWindows: 'worker.sleep-schedule',
  'sleep-schedules.set': 'worker.sleep-schedule',
  'jobs.change': 'job.status',
  'jobs.set': 'job.set',
  'jobs.release': 'job.release',
  'jobs.delete': 'job.delete',
  'jobs.addBlocks': 'job.block',
  'jobs.removeBlocks': 'job.unblock',
  'tasks.change': 'task.status',
  'workers.requestStatus': 'worker.request-status',
  'workers.decideApproval': 'worker.approve or worker.reject',
  'workers.setName': 'worker.name',
  'workers.letChoose': 'worker.let-choose',
  'workers.delete': 'worker.remove',
  'tags.create': 'worker-tag.create',
  'tags.update': 'worker-tag.change',
  'tags.delete': 'worker-tag.delete',
  'tags.setOfWorker': 'worker.tags',
  'tags.setOfJobs': 'job.tag',
  'deadLetters.retry': 'dead-letter.retry',
  'deadLetters.dismiss': 'dead-letter.dismiss',
  'account.signIn': 'session.begin',
  'account.sendCode': 'session.begin',
  'account.signOut': 'session.end',
  'account.arriveFromProvider': 'session.begin, and person.created, person.change or person.linked',
  'account.unlinkProvider': 'person.unlinked',
  'account.useLink': 'person.password',
  'account.changePassword': 'person.password',
  'account.confirmDevice': 'person.change',
  'account.removeDevice': 'person.change',
  'account.newRecoveryCodes': 'person.recovery-codes',
  'account.endSession': 'session.end',
  'account.createToken': 'token.create',
  'account.revokeToken': 'token.revoke',
  'account.answerProgramLogin': 'token.allow-program or token.refuse-program',
  fetchDeviceToken: 'token.create',
  revokeToken: 'token.revoke',
  'people.invite': 'person.created',
  'people.makeLink': 'person.link',
  'people.change': 'person.change',
  'people.remove': 'person.removed',
  'people.endSessions': 'session.end',
  'people.revokeToken': 'token.revoke',
};

const WORK = 'what a worker reports about itself or its task';
const READS = 'it stores nothing';
const UPLOAD = 'files are found by their content; the job that uses them is entered';

/** Procedures that are mutations and leave no entry, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  taskUpdate: WORK,
  taskOutputProduced: WORK,
  workerStateChanged: WORK,
  workerSelfCheck: WORK,
  scheduleTask: WORK,
  signOff: WORK,
  proveIdentity: READS,
  checkSharedStoragePath: READS,
  checkBlenderExePath: READS,
  submitJobCheck: READS,
  'account.readLink': READS,
  'account.departToProvider': READS,
  'account.linkProvider': 'it counts for nothing before arriveFromProvider',
  startDeviceLogIn: 'nothing comes of it before somebody allows it, and strangers would fill the log',
  'account.openProgram': 'it only shows which program asks; answerProgramLogin is entered',
  'account.setUpDevice': 'it counts for nothing before confirmDevice',
  shamanCheckout: UPLOAD,
  shamanFileStore: UPLOAD,
};

function changing(router: { readonly _def: { readonly procedures: object } }): string[] {
  return Object.entries(router._def.procedures as Record<string, AnyProcedure>)
    .filter(([, { _def }]) => _def.type === 'mutation')
    .map(([name]) => name);
}

test('each procedure that changes something is entered in the audit log, or is known not to be', () => {
  const known = [...Object.keys(ENTERED), ...Object.keys(WITHOUT)];
  expect(known.toSorted()).toEqual([...changing(v3Router), ...changing(appRouter)].toSorted());
});
