import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { ensurePythonTools, runPythonTool, type PythonTool } from '#scripts/python/python-tools.ts';

const ADD_ON = join('plugins', 'blender', 'addon', 'flamenco_ng');
const LAYERS = 'Each layer imports only what is below it';
const NO_BLENDER = 'What runs in threads or in the packing process knows nothing of Blender';
const PACKING = 'The packing library is used in the packing process only';

/** Imports that are written into copies of the add-on's modules, and the rule that each of them breaks. */
const FORBIDDEN = [
  { module: 'client.address', line: 'import bpy', breaks: NO_BLENDER, shown: 'flamenco_ng.client.address -> bpy' },
  { module: 'packing.place', line: 'import mathutils', breaks: NO_BLENDER, shown: 'packing.place -> mathutils' },
  {
    module: 'client.refusal',
    line: 'from ..panel import text',
    breaks: LAYERS,
    shown: 'client.refusal -> flamenco_ng.panel',
  },
  {
    module: 'packing.model',
    line: 'from ..manager import info',
    breaks: LAYERS,
    shown: 'packing.model -> flamenco_ng.manager',
  },
  {
    module: 'manager.state',
    line: 'from ..panel import text',
    breaks: LAYERS,
    shown: 'manager.state -> flamenco_ng.panel',
  },
  {
    module: 'preferences',
    line: 'from .manager import state',
    breaks: LAYERS,
    shown: 'preferences -> flamenco_ng.manager',
  },
  {
    module: 'packing.session',
    line: 'from .child import plan',
    breaks: PACKING,
    shown: 'packing.session -> flamenco_ng.packing.child',
  },
  {
    module: 'job_types.values',
    line: 'import blender_asset_tracer',
    breaks: PACKING,
    shown: 'values -> blender_asset_tracer',
  },
  {
    module: 'client.errors',
    line: 'from .address import tidy_address',
    breaks: 'No circles',
    shown: 'flamenco_ng.client',
  },
];

let root = '';
beforeAll(async () => {
  await ensurePythonTools(() => undefined);
  root = await mkdtemp(join(tmpdir(), 'flamenco-python-rules-'));
  await cp(join(PROJECT_ROOT, 'pyproject.toml'), join(root, 'pyproject.toml'));
});
afterAll(() => rm(root, { recursive: true }));

describe('the import rules of the add-on', () => {
  it.each(FORBIDDEN)('do not let $module say "$line"', async ({ module, line, breaks, shown }) => {
    await copyAddOn();
    await appendFile(join(root, ADD_ON, `${module.replaceAll('.', '/')}.py`), `\n${line}\n`);
    const { code, said } = await run('lint-imports', ['--no-cache', '--no-logo']);
    const unwrapped = said.replaceAll(/\s+/g, ' ');
    expect(code).toBe(1);
    expect(unwrapped).toMatch(new RegExp(`${breaks}[^.]*? BROKEN`));
    expect(unwrapped).toContain(shown);
  });
});

describe('the types of Blender', () => {
  it.each([
    ['a misspelt attribute of a scene', 'print(bpy.data.scenes[0].frame_strat)', 'attr-defined'],
    [
      'an icon that Blender does not have',
      'def draw(layout: bpy.types.UILayout) -> None:\n    layout.label(icon="CHECKMRK")',
      'arg-type',
    ],
    ['a function without types', 'def draw(layout):\n    pass', 'no-untyped-def'],
    ['a scene that may be missing', 'print(bpy.context.scene.name)', 'union-attr'],
  ])('tell of %s', async (_what, code, kind) => {
    await mkdir(join(root, ADD_ON), { recursive: true });
    await writeFile(join(root, ADD_ON, 'planted.py'), `import bpy\n\n${code}\n`);
    const { said } = await run('mypy', [join(ADD_ON, 'planted.py')]);
    expect(said).toMatch(new RegExp(`planted.py.* error: .*\\[${kind}\\]`));
  });
});

async function copyAddOn(): Promise<void> {
  await rm(join(root, ADD_ON), { recursive: true, force: true });
  await cp(join(PROJECT_ROOT, ADD_ON), join(root, ADD_ON), { recursive: true });
}

function run(tool: PythonTool, args: string[]) {
  return runPythonTool(tool, args, { root });
}
