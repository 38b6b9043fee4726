import { execa } from 'execa';
import { expect, it } from 'vitest';

it('the built-in job types use only what api.d.ts offers to scripts', async () => {
  const { exitCode, stdout } = await execa('node', ['node_modules/typescript/bin/tsc', '-p', 'job-types'], {
    reject: false,
  });
  expect(stdout).toBe('');
  expect(exitCode).toBe(0);
});
