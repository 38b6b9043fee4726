import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { needs } from '#tests/support/needs.ts';

const git = (...args: string[]) => spawnSync('git', args, { cwd: PROJECT_ROOT, encoding: 'utf8' });
const isClone = git('rev-parse', '--is-inside-work-tree').stdout?.trim() === 'true';

describe('the files of the project in a clone on Windows', needs('git, in a clone of the project', isClone), () => {
  it.each(['plugins/joining/scripts/join.sh', 'plugins/joining/scripts/join.ps1', 'LICENSE', 'new-file.ts'])(
    '%s has the line ends of Unix',
    (path) => {
      expect(git('check-attr', 'eol', '--', path).stdout.trim()).toBe(`${path}: eol: lf`);
    },
  );

  it('pictures are left alone', () => {
    expect(git('check-attr', 'text', '--', 'docs/job-page.png').stdout.trim()).toBe('docs/job-page.png: text: unset');
  });

  it('no other line ends were committed', () => {
    // `i/lf    w/lf    attr/text=auto eol=lf   LICENSE`; `i/-text` is no text, `i/none` has no line end.
    const lines = git('ls-files', '--eol').stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => !/^i\/(lf|-text|none) /.test(line))).toEqual([]);
  });
});
