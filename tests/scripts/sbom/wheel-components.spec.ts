import { expect, it } from 'vitest';
import { wheelComponents } from '#scripts/sbom/wheel-components.ts';

const SUM = 'a'.repeat(64);

it.each([
  ['blender-asset-tracer==1.23', 'is not NAME==VERSION --hash=sha256:SUM'],
  [`blender-asset-tracer>=1.23 --hash=sha256:${SUM}`, 'is not NAME==VERSION --hash=sha256:SUM'],
  [`unheard-of==1.0 --hash=sha256:${SUM}`, 'the licence of unheard-of is missing'],
])('a wheel of which not everything is known is no part of a bill: %s', (line, message) => {
  expect(() => wheelComponents(`# a comment\n\n${line}\n`)).toThrow(message);
});
