type Environment = Readonly<Record<string, string | undefined>>;

/** How npm is started: what comes before its own arguments. Without its script, it is looked for on the search path. */
export function npmCommand(node: string, env: Environment): { command: string; args: string[] };

/** Whether this is npm, and not another package manager that started us. */
export function isNpmScript(path: string | undefined): path is string;

/** The environment without what `npm start` says about this project, which would mislead an npm in another folder. */
export function npmEnvironment(env: Environment): Record<string, string>;
