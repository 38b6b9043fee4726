import { expect, it } from 'vitest';
import { consoleTexts } from '#system/programs/console-texts.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

it('what a console program prints in UTF-8 is read as that', () => {
  expect(consoleTexts(Buffer.from(String.raw`E:\größe\火`))).toEqual([String.raw`E:\größe\火`]);
});

it.each([
  ['Western Europe (850)', 'gr 94 e1 e', String.raw`größe`],
  ['Central Europe (852)', '9d a2 64 9f', 'Łódč'],
  ['Cyrillic (866)', '8a a8 ad ae', 'Кино'],
  ['Windows (1252)', 'c9 74 e9', 'Été'],
  ['Japanese (932)', '89 e6 91 9c', '画像'],
])('what comes in the code page of %s is among what it may mean', (_page, printed, text) => {
  const hex = printed.replaceAll(/[g-z]/g, (letter) => letter.codePointAt(0)?.toString(16) ?? '');
  expect(consoleTexts(bytes(hex.replace(/ e$/, ' 65')))).toContain(text);
});
