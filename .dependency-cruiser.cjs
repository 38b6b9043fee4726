/**
 * Who may import whom. A row lists everything of this project that a folder may import besides itself; whatever it does
 * not list is forbidden, and there is no list of exceptions. Paths are patterns from the project's folder.
 *
 * `types`: may be named by `import type` only. `packages`: the npm packages it may use (absent: any). `node: false`:
 * pure, none of Node's own modules.
 */
const EVERYWHERE_IN_SERVER = [
  'server/logging/',
  'server/config/',
  'server/domain/errors\\.ts$',
  'server/contracts/',
  'shared/',
  'system/',
];
/** The parts of the manager as a use case is handed them; types only, so it may name them all. */
const FARM = 'server/farm/';
const REPOSITORIES =
  'server/persistence/(repositories/|listed-job\\.ts$|tables\\.ts$|database\\.ts$|unit-of-change\\.ts$|storage-error\\.ts$)';
/** Finds and runs programs of the machine. */
const MACHINE = 'system/programs/';

const TABLE = [
  { from: 'shared/', may: [], packages: ['zod', 'yaml'], node: false },
  // What Node's modules lack everywhere. The launcher needs it before any package is there.
  { from: 'system/', butNot: MACHINE, may: ['shared/'], packages: [] },
  { from: MACHINE, own: 'system/', may: ['shared/'], packages: ['execa'] },
  { from: 'server/contracts/', may: ['shared/'], packages: ['zod'], node: false },
  { from: 'server/domain/', may: ['server/contracts/', 'shared/'], packages: [], node: false },
  { from: 'server/config/', may: [...EVERYWHERE_IN_SERVER, 'server/domain/'] },
  { from: 'server/logging/', may: [...EVERYWHERE_IN_SERVER] },
  { from: 'server/persistence/', may: [...EVERYWHERE_IN_SERVER, 'server/domain/'] },
  { from: 'server/events/', may: [...EVERYWHERE_IN_SERVER, 'server/domain/', 'server/persistence/'] },
  {
    from: 'server/job-types/',
    may: [...EVERYWHERE_IN_SERVER, 'server/domain/(task-graph|frame-range|fit-settings|network-shares)\\.ts$'],
  },
  { from: 'server/task-logs/', may: [...EVERYWHERE_IN_SERVER] },
  {
    from: 'server/farm/',
    may: [...EVERYWHERE_IN_SERVER, 'server/domain/'],
    types: ['server/(accounts|events|job-types|persistence|setup|task-logs)/'],
  },
  {
    from: 'server/access/',
    may: [...EVERYWHERE_IN_SERVER, FARM, 'server/domain/'],
    types: ['server/accounts/known\\.ts$'],
  },
  {
    from: 'server/accounts/',
    may: [
      ...EVERYWHERE_IN_SERVER,
      FARM,
      'server/access/',
      'server/domain/',
      'server/use-cases/parts/manager-key\\.ts$',
      REPOSITORIES,
    ],
  },
  { from: 'server/setup/', may: [...EVERYWHERE_IN_SERVER, FARM, 'server/domain/', 'server/use-cases/', REPOSITORIES] },
  {
    from: 'server/use-cases/',
    may: [
      ...EVERYWHERE_IN_SERVER,
      FARM,
      'server/(access|accounts)/',
      'server/domain/',
      'server/persistence/',
      'server/events/',
      'server/job-types/compile-job\\.ts$',
      'server/task-logs/',
    ],
    types: ['server/job-types/registry\\.ts$'],
  },
  {
    from: 'server/scheduler/',
    may: [
      ...EVERYWHERE_IN_SERVER,
      FARM,
      'server/domain/',
      'server/events/forget-old-events\\.ts$',
      'server/use-cases/',
      REPOSITORIES,
    ],
  },
  {
    from: 'server/trpc/',
    butNot: 'server/trpc/(app-router|v3/v3-router)\\.ts$',
    may: [
      ...EVERYWHERE_IN_SERVER,
      FARM,
      'server/(access|accounts|setup)/',
      'server/domain/',
      'server/use-cases/',
      'server/scheduler/(next-task\\.ts$|why/)',
      'server/events/',
      REPOSITORIES,
    ],
  },
  {
    from: 'server/trpc/(app-router|v3/v3-router)\\.ts$',
    may: ['server/trpc/', 'server/plugins/(installed|merge-procedures)\\.ts$'],
  },
  {
    from: 'server/plugins/',
    butNot: 'server/plugins/installed\\.ts$',
    may: [
      ...EVERYWHERE_IN_SERVER,
      FARM,
      'server/access/',
      'server/domain/',
      'server/events/',
      'server/persistence/',
      'server/use-cases/',
      'server/scheduler/periodic\\.ts$',
      'server/trpc/(init|context)\\.ts$',
    ],
  },
  {
    from: 'server/plugins/installed\\.ts$',
    may: ['server/plugins/', 'server/config/declare-settings\\.ts$', 'plugins/[^/]+/plugin\\.ts$'],
  },
  { from: 'server/(http/|[^/]+\\.ts$)', may: ['server/', 'shared/', 'system/'] },
  {
    from: 'plugins/([^/]+)/',
    butNot: 'plugins/[^/]+/(ui|alone)/',
    own: 'plugins/$1/',
    may: [
      'server/plugins/define-plugin\\.ts$',
      'shared/',
      'system/',
      'server/config/declaration/(setting|duration)\\.ts$',
      'server/contracts/',
      'server/domain/',
      'server/trpc/(init|product-version|v3/v3-procedure|v3/path-params|v3/upload)\\.ts$',
    ],
    types: ['server/plugins/plugin-context\\.ts$', 'server/farm/ports\\.ts$'],
  },
  // A plugin that also runs without the manager puts its program together there.
  { from: 'plugins/([^/]+)/alone/', own: 'plugins/$1/', may: ['server/', 'shared/', 'system/'] },
  {
    from: 'plugins/([^/]+)/ui/',
    // Its contract is what its own server side and its pages share.
    own: 'plugins/$1/(ui/|manifest\\.ts$|config\\.ts$|contract\\.ts$)',
    may: ['app/_ui/', 'app/_lib/', 'server/contracts/', 'shared/'],
    types: ['app/_plugins/contributions\\.ts$'],
    node: false,
  },
  {
    from: 'app/',
    butNot: 'app/_plugins/installed\\.ts$',
    may: ['server/contracts/', 'shared/'],
    types: ['server/'],
    node: false,
  },
  { from: 'app/_plugins/installed\\.ts$', may: ['app/', 'plugins/[^/]+/(manifest\\.ts$|ui/)'], node: false },
  {
    from: 'worker/',
    may: ['server/contracts/', 'shared/', 'system/'],
  },
  { from: 'job-types/', may: [], packages: [], node: false },
  {
    from: '(openapi|scripts)/',
    own: '(openapi|scripts)/',
    may: ['server/', 'shared/', 'system/', 'plugins/[^/]+/alone/'],
  },
  { from: 'tests/', may: [''] },
];

const packagePath = (name) => `^node_modules/${name}/`;

function rulesOf({ from, butNot, own = from, may, types = [], packages, node = true }) {
  const granted = [own, ...may].map((path) => `^${path}`);
  const npm = packages ? packages.map(packagePath) : ['^node_modules/'];
  const origin = { path: `^${from}`, ...(butNot && { pathNot: `^${butNot}` }) };
  const title = from.replaceAll('\\', '');
  const rules = [
    {
      name: `imports of ${title}`,
      severity: 'error',
      from: origin,
      to: { pathNot: [...granted, ...types.map((path) => `^${path}`), ...npm], dependencyTypesNot: ['core'] },
    },
  ];
  if (!node) {
    rules.push({
      name: `${title} stays pure`,
      severity: 'error',
      from: origin,
      to: { dependencyTypes: ['core'] },
    });
  }
  if (types.length > 0) {
    rules.push({
      name: `${title} takes types only`,
      severity: 'error',
      from: origin,
      to: { path: types.map((path) => `^${path}`), pathNot: granted, dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

module.exports = {
  forbidden: [
    ...TABLE.flatMap(rulesOf),
    {
      name: 'every folder has a row',
      severity: 'error',
      from: { pathNot: [...TABLE.map(({ from }) => `^${from}`), '^node_modules/', '^[^/]+$'] },
      to: {},
    },
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'programs are started by their full paths',
      severity: 'error',
      from: {
        path: '^(server|worker|shared|system|plugins)/',
        pathNot: `^(${MACHINE}|worker/process/|plugins/joining/)`,
      },
      to: { path: packagePath('execa') },
    },
    {
      name: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'isolated-vm only in the sandbox',
      severity: 'error',
      from: { pathNot: '^(server/job-types/sandbox|tests/server/job-types/sandbox)/' },
      to: { path: packagePath('isolated-vm') },
    },
    {
      name: 'packages are declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'development packages stay out of the product',
      severity: 'error',
      from: { path: '^(server|worker|plugins|app|job-types)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
