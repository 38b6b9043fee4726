import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchd } from '#scripts/service/launchd.ts';
import { homeIn, type ManagerService } from '#scripts/service/manager-service.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';
import { AWKWARD, KEPT, written } from './services.ts';

const PYTHON = needs('Python 3', findProgram('python3') !== undefined);
const services = launchd({ homeFolder: '/Users/renee', uid: 501 });

/** What a Mac reads in the description. */
async function read(service: ManagerService): Promise<unknown> {
  const file = join(await temporaryFolder(), 'service.plist');
  await writeFile(file, written(services.install(service)));
  const parse = 'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))';
  const { said } = await runQuietly('python3', ['-c', parse, file]);
  return JSON.parse(said);
}

describe("the manager as a service of a Mac's launchd", () => {
  it('is described so that a Mac reads exactly this, whatever is in its paths', PYTHON, async () => {
    expect(await read(AWKWARD)).toEqual({
      Label: 'org.flamenco-ng.manager',
      ProgramArguments: KEPT,
      EnvironmentVariables: { PATH: AWKWARD.searchPath },
      UserName: 'renee',
      StandardErrorPath: `${AWKWARD.home}/flamenco-manager-stderr.log`,
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
      ThrottleInterval: 10,
      ProcessType: 'Interactive',
      ExitTimeOut: 60,
    });
    expect(await read({ ...AWKWARD, scope: 'user' })).not.toHaveProperty('UserName');
  });

  it('is where the machine or the account has its services', () => {
    expect(services.where(AWKWARD)).toEqual({ file: '/Library/LaunchDaemons/org.flamenco-ng.manager.plist' });
    const file = '/Users/renee/Library/LaunchAgents/org.flamenco-ng.manager-2.plist';
    expect(services.where({ name: 'flamenco-ng-manager-2', scope: 'user' })).toEqual({ file });
  });

  it('is known to be ours, and for which folder', () => {
    expect(homeIn(written(services.install(AWKWARD)))).toBe(AWKWARD.home);
  });

  it.each([
    ['\tstate = running\n\tpid = 4711\n\tlast exit code = (never exited)\n', { running: true, detail: 'process 4711' }],
    ['\tstate = not running\n\tlast exit code = 1\n', { running: false, detail: 'last exit code 1' }],
    ['Could not find service "org.flamenco-ng.manager" in domain for port\n', { running: false, detail: '' }],
  ])('tells how it is: %j', (said, status) => {
    expect(services.readStatus(said)).toEqual(status);
  });
});
