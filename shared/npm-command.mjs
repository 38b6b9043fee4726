/**
 * How npm is started: by its script where that is known, since on Windows the program `npm` is a batch file.
 * @param {string} node the Node that is to run it
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function npmCommand(node, env) {
  const cli = env.npm_execpath;
  return isNpmScript(cli) ? { command: node, args: [cli] } : { command: 'npm', args: [] };
}

/**
 * Whether this is npm, and not another package manager that started us.
 * @param {string | undefined} path
 * @returns {path is string}
 */
export function isNpmScript(path) {
  return path !== undefined && /npm-cli\.c?js$/.test(path);
}

/**
 * The environment without what `npm start` says about this project, which would mislead an npm in another folder.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function npmEnvironment(env) {
  const ofProject = /^npm_(package|lifecycle)_|^npm_config_(local_prefix|omit|include|global)/;
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || ofProject.test(name) ? [] : [[name, value]],
    ),
  );
}
