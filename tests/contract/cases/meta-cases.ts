import { expect } from 'vitest';
import type { StatusCase } from './case.ts';

const get = (operation: string, path: string, says?: unknown): StatusCase => ({
  operation,
  status: 200,
  when: 'asked',
  call: (manager) => manager.client.call('GET', path),
  says,
});

export const META_CASES: readonly StatusCase[] = [
  get('getVersion', '/version', { name: 'Test farm' }),
  get('getFarmStatus', '/status', { status: expect.any(String) }),
  get('getConfiguration', '/configuration', { isFirstRun: false, storageLocation: expect.stringMatching(/shared/) }),
  get('getVariables', '/configuration/variables/workers/windows', {
    blender: { value: 'blender.exe', is_twoway: false },
  }),
  {
    operation: 'getVariables',
    status: 400,
    when: 'the audience is unknown',
    call: (manager) => manager.client.call('GET', '/configuration/variables/cats/linux'),
    says: /audience: must be one of workers, users/,
  },
  get('getSharedStorage', '/configuration/shared-storage/users/darwin', { audience: 'users', platform: 'darwin' }),
  {
    operation: 'getSharedStorage',
    status: 400,
    when: 'the audience is unknown',
    call: (manager) => manager.client.call('GET', '/configuration/shared-storage/cats/linux'),
    says: /audience/,
  },
];
