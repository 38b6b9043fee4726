import { expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** Programs that run in the background: services and whatever an artist has minimised. */
const BACKGROUND = /^(server|worker|plugins|shared|system)\/.*\.m?[jt]s$/;
/** A call of Node's own functions that start programs; execa hides consoles by itself. */
const START = /(?:\b(?:spawn|spawnSync|fork|execFile|execFileSync)|promisify\(execFile\))\(/g;

test('no program that the manager or a worker starts opens a console on Windows', async () => {
  const files = (await sourceFiles()).filter(({ path }) => BACKGROUND.test(path));
  const starts = files.flatMap(({ path, text }) =>
    [...text.matchAll(START)].map(({ index }) => ({ path, call: text.slice(index, text.indexOf(');\n', index)) })),
  );
  expect(starts.length).toBeGreaterThan(3);
  expect(starts.filter(({ call }) => !call.includes('windowsHide')).map(({ path }) => path)).toEqual([]);
});
