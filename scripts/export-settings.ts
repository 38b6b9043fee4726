import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from './project-root.ts';
import { settingsPage } from './settings/page.ts';

/** `npm run settings:export`: writes the page that explains every setting. */
await writeFile(join(PROJECT_ROOT, 'docs', 'settings.md'), settingsPage());
