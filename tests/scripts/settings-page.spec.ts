import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsPage } from '#scripts/settings/page.ts';
import { keyName, settingsOf } from '#server/config/declaration/tree.ts';
import { configFrom } from '#server/config/load-config.ts';
import { SETTINGS } from '#server/plugins/installed.ts';

describe('the page that explains the settings', () => {
  it('is the one that the declarations make; `npm run settings:export` writes it', () => {
    expect(readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8')).toBe(settingsPage());
  });

  it('has each setting once', () => {
    const headings =
      settingsPage()
        .split('## `flamenco-shaman.yaml`')[0]
        ?.match(/(?<=^### `).*(?=`$)/gm) ?? [];
    const names = settingsOf(SETTINGS.tree).map(({ path }) => keyName(path));
    expect(headings.filter((heading) => names.includes(heading))).toEqual(names);
  });

  it('shows examples and defaults that the manager takes', () => {
    const blocks = [...settingsPage().matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);
    expect(blocks.length).toBeGreaterThan(3);
    for (const yaml of blocks) {
      const text = yaml.startsWith('_meta') ? yaml : `_meta: {version: 3}\n${yaml}`;
      expect(configFrom(text, '/farm', SETTINGS).warnings, yaml).toEqual([]);
    }
  });
});
