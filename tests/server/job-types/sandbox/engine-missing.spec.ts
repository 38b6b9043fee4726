import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineText } from '#server/job-types/sandbox/engine-text.ts';
import { createSandbox, type Sandbox } from '#server/job-types/sandbox/sandbox.ts';

// The package looks for its native part there, and finds none.
vi.mock(import('#server/job-types/sandbox/confinement.ts'), async (original) => {
  const module = await original();
  const SANDBOX_ENVIRONMENT = { ...module.SANDBOX_ENVIRONMENT, ISOLATED_VM_PREBUILD: '/nowhere' };
  return { ...module, SANDBOX_ENVIRONMENT };
});

const REQUEST = { script: 'listed', sources: { listed: '' }, platform: 'linux', cwd: '/', timeZone: 'UTC' };

describe('a manager on a machine for which the engine of the sandbox has no build', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  it('says so of each job type, instead of that its script crashed', async () => {
    sandbox = createSandbox();
    const reply = await sandbox.evaluate(REQUEST);
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'crash' } });
    const text = reply.ok ? '' : reply.failure.text;
    expect(text).toContain('is not possible on this manager: isolated-vm');
    expect(text).toContain(`by Node ${process.versions.node} on ${process.platform}-${process.arch}`);
    expect(text).toContain('No native build was found');
    expect(text).not.toContain('memory');
  });

  it('is told when it starts, before anybody submits a job', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    sandbox = createSandbox({ onUnloadable: resolve });
    sandbox.warmUp();
    expect(await promise).toContain('No native build was found');
  });
});

it.each([
  [{ platform: 'darwin', arch: 'x64', version: 'v24.18.1' }, 'by Node 24.18.1 on darwin-x64'],
  [{ platform: 'win32', arch: 'arm64', version: 'v24.21.0' }, 'by Node 24.21.0 on win32-arm64'],
  [{ platform: 'linux', arch: 'x64', version: 'v25.1.0' }, 'by Node 25.1.0 on linux-x64'],
])('the words name Node and the machine, and one line of the reason: %j', (machine, expected) => {
  const text = engineText(machine, 'No native build was found for abi=141\n    loaded from: node_modules');
  expect(text).toContain(expected);
  expect(text).toContain('(No native build was found for abi=141)');
  expect(text).toContain('Workers do not need it');
});
