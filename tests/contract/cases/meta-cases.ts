import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  {
    operation: 'proveIdentity',
    status: 200,
    when: 'asked with a nonce',
    call: (manager) => manager.client.call('POST', '/identity', { body: { nonce: 'n'.repeat(43) } }),
    says: { address: '127.0.0.1', public_key: expect.any(String), signature: expect.any(String) },
  },
  {
    operation: 'proveIdentity',
    status: 400,
    when: 'the nonce is too short',
    call: (manager) => manager.client.call('POST', '/identity', { body: { nonce: 'n' } }),
    says: /nonce: must be 22 to 128 characters/,
  },
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
  {
    operation: 'checkSharedStoragePath',
    status: 200,
    when: 'the folder can be used',
    call: (manager) =>
      manager.client.call('POST', '/configuration/check/shared-storage', { body: { path: manager.folder } }),
    says: { is_usable: true },
  },
  ...['', '\\\\nas\\farm', '/no/such/folder', '/etc/hostname'].map((path): StatusCase => ({
    operation: 'checkSharedStoragePath',
    status: 200,
    when: `"${path}" cannot be used`,
    call: (manager) => manager.client.call('POST', '/configuration/check/shared-storage', { body: { path } }),
    says: { path, is_usable: false, cause: expect.stringMatching(/\.$/) },
  })),
  {
    operation: 'checkSharedStoragePath',
    status: 400,
    when: 'no path is given',
    call: (manager) => manager.client.call('POST', '/configuration/check/shared-storage', { body: {} }),
    says: 'path: is missing',
  },
  get('findBlenderExePath', '/configuration/check/blender', expect.any(Array)),
  ...['/bin/true', 'no-such-program', '/no/such/folder/blender'].map((path): StatusCase => ({
    operation: 'checkBlenderExePath',
    status: 200,
    when: `${path} is not Blender`,
    call: (manager) => manager.client.call('POST', '/configuration/check/blender', { body: { path } }),
    says: { input: path, path: '', is_usable: false, cause: expect.stringMatching(/\.$/) },
  })),
  {
    operation: 'checkBlenderExePath',
    status: 200,
    when: 'a folder has a Blender in it',
    call: async (manager) => {
      const program = join(manager.folder, 'blender');
      await writeFile(program, '#!/bin/sh\necho "Color management: ok"\necho "Blender 4.2.0"\n', { mode: 0o755 });
      return manager.client.call('POST', '/configuration/check/blender', { body: { path: manager.folder } });
    },
    says: { source: 'input_path', is_usable: true, cause: 'Blender 4.2.0' },
  },
  {
    operation: 'checkBlenderExePath',
    status: 400,
    when: 'the path is not a text',
    call: (manager) => manager.client.call('POST', '/configuration/check/blender', { body: { path: 3 } }),
    says: 'path: must be text',
  },
];
