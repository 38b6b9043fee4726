import { expect, it } from 'vitest';
import { findBlender } from '#server/setup/find-blender.ts';

it('the Blender of this computer is found and reports its version', async () => {
  const [found] = await findBlender();
  expect(found).toMatchObject({ is_usable: true, cause: expect.stringMatching(/^Blender \d+\.\d+/) });
});
