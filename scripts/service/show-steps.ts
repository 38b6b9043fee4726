import type { Step } from './steps.ts';

/** What steps would do, for `--dry-run`: files with their text, and commands. */
export function showSteps(steps: readonly Step[]): string {
  return steps.map(shown).join('\n');
}

/** A command for people: quotes show where a word begins and ends, and nothing is escaped. */
export function inWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./\\{}-]+$/.test(word) ? word : `"${word}"`)).join(' ');
}

function shown(step: Step): string {
  switch (step.do) {
    case 'write':
      return step.text === ''
        ? `would write ${step.file} (empty)`
        : `would write ${step.file}:\n${indented(step.text)}`;
    case 'delete':
      return `would delete ${step.file}`;
    case 'run':
      return `would run   ${inWords(step.words)}${step.mayFail === true ? '   (may fail)' : ''}`;
    case 'wait':
      return `would wait  while this succeeds, up to ${step.seconds} s: ${inWords(step.words)}`;
    default:
      return `would go on if this succeeds: ${inWords(step.words)}`;
  }
}

function indented(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join('\n');
}
