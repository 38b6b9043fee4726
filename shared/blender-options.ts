/**
 * Whether the `--` at `index` is where Blender stops reading options, in the words that come before the blend file.
 * What follows is for Cycles, add-ons and scripts. It may also belong to a program that starts Blender, as in
 * `nice -n 10 -- blender -b`: then a program follows, and the `-b` after that.
 *
 * @param exe the program that is started; if it is not called Blender, a `-b` before the `--` tells that Blender has
 * been named.
 */
export function endsBlenderOptions(exe: string, words: readonly string[], index: number): boolean {
  if (words[index] !== '--') return false;
  const next = words[index + 1];
  const startsProgram = next !== undefined && !next.startsWith('-') && words.slice(index).some(isBackground);
  return !startsProgram && (isCalledBlender(exe) || words.slice(0, index).some(isBackground));
}

function isBackground(word: string): boolean {
  return word === '-b' || word === '--background';
}

function isCalledBlender(exe: string): boolean {
  return /blender[^/\\]*$/i.test(exe);
}
