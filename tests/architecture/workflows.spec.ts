import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      permissions: z.undefined().optional(),
      steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
    }),
  ),
});

const FOLDER = '.github/workflows';
const paths = readdirSync(join(PROJECT_ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8')));

it('the workflows for public CI are those that are checked', async () => {
  const checks = await readFile(join(PROJECT_ROOT, 'scripts', 'test', 'python-checks.ts'), 'utf8');
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) expect(checks).toContain(`'${path}'`);
});

it.each(paths)(
  '%s may only read, and runs what somebody has seen: exact versions, and scripts that exist',
  async (path) => {
    const workflow = workflowSchema.parse(parse(await readFile(join(PROJECT_ROOT, path), 'utf8')));
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { steps } of Object.values(workflow.jobs))
      for (const { uses, run } of steps) {
        if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        const script = /^npm run ([\w:]+)/.exec(run ?? '')?.[1];
        if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
      }
  },
);
