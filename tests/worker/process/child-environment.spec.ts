import { describe, expect, it } from 'vitest';
import { childEnvironment } from '#worker/process/child-environment.ts';

const seen = (name: string, value = 'x', passed: string[] = []) =>
  name in childEnvironment({ [name]: value } as never, '/tmp/task', passed);

describe('the environment of a task', () => {
  it.each([
    'GITHUB_TOKEN',
    'DATABASE_URL',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_PROFILE',
    'MY_API_KEY',
    'SSH_AUTH_SOCK',
    'STUDIO_SECRET',
    'smtp_password',
    'RENDER_PASSPHRASE',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'FLAMENCO_REGISTRATION_SECRET',
    'npm_config_user_agent',
    'NODE_AUTH_TOKEN',
    'MYSQL_PWD',
  ])('has no %s', (name) => {
    expect(seen(name)).toBe(false);
  });

  it.each([
    'PATH',
    'HOME',
    'PWD',
    'OLDPWD',
    'LANG',
    'BLENDER_USER_SCRIPTS',
    'CUDA_VISIBLE_DEVICES',
    'OCIO',
    'KEYBOARD',
    'foundry_LICENSE',
    'DISPLAY',
    'FLAMENCO_WORKER_NAME',
    'LD_LIBRARY_PATH',
    'XAUTHORITY',
  ])('has %s', (name) => {
    expect(seen(name)).toBe(true);
  });

  it('has no address with a password in it, whatever it is called', () => {
    expect(seen('ASSETS', 'https://robot:hunter2@assets.studio/')).toBe(false);
    expect(seen('ASSETS', 'https://assets.studio/a:b@c')).toBe(true);
  });

  it('has what the worker is told to pass on', () => {
    expect(seen('LICENSE_KEY', 'x', ['LICENSE_KEY'])).toBe(true);
    expect(seen('LICENSE_KEY', 'x', ['LICENSE'])).toBe(false);
    expect(seen('AWS_REGION', 'x', ['AWS_*'])).toBe(true);
    expect(seen('MY_TOKEN', 'x', ['AWS_*'])).toBe(false);
  });

  it('names its own folder for temporary files in all variables that may', () => {
    const folder = '/tmp/task';
    expect(childEnvironment({ TMPDIR: '/tmp' } as never, folder)).toEqual({
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
    });
  });
});
