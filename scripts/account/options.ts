import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PersonRole } from '#server/contracts/person.ts';
import { personRoleSchema } from '#server/contracts/person.ts';
import { messageOf } from '#shared/message-of.ts';

export const ACCOUNT_HELP = `Usage: npm run account -- COMMAND [options] --home DIR

Changes the accounts of a farm, on the manager's machine, whether the manager runs or not. Run it as the account that the
manager runs as.

  create NAME --role ROLE       give somebody an account; without --password-file, prints a link to choose a password
         [--email E] [--display-name D] [--password-file F]
  token NAME --name LABEL       make an API token for programs of this person, and print it alone
         [--actions A,B] [--expires 90d|12h|DATE]
  list                          everybody who has an account
  reset NAME                    print a link with which they choose a new password, or set one
         [--password-file F] [--forget-second-factor]
  role NAME ROLE                give them another role
  remove NAME                   remove the account, with its sessions and tokens

  NAME            the name or the e-mail address that somebody signs in with
  ROLE            ${personRoleSchema.options.join(', ')}
  --home DIR      folder of flamenco-manager.yaml (default: the folder that the command is called from)
  --password-file F
                  a file with the password and nothing else; - reads it from standard input
  --help          print this

Exit code: 0 = done, 1 = refused, 2 = the command line is wrong.
`;

/** The command line is wrong; the message says how, in one line. */
export class UsageError extends Error {}

/** What is to be done. */
export type AccountOrder =
  | {
      readonly verb: 'create';
      readonly name: string;
      readonly role: PersonRole;
      readonly email: string | undefined;
      readonly displayName: string | undefined;
      /** An absolute path, or `-`. */
      readonly passwordFile: string | undefined;
    }
  | {
      readonly verb: 'token';
      readonly name: string;
      readonly label: string;
      readonly actions: readonly string[] | undefined;
      /** As it was typed. */
      readonly expires: string | undefined;
    }
  | { readonly verb: 'list' }
  | {
      readonly verb: 'reset';
      readonly name: string;
      readonly passwordFile: string | undefined;
      readonly forgetSecondFactor: boolean;
    }
  | { readonly verb: 'role'; readonly name: string; readonly role: PersonRole }
  | { readonly verb: 'remove'; readonly name: string };

const OPTIONS = {
  home: { type: 'string' },
  role: { type: 'string' },
  email: { type: 'string' },
  'display-name': { type: 'string' },
  'password-file': { type: 'string' },
  name: { type: 'string' },
  actions: { type: 'string' },
  expires: { type: 'string' },
  'forget-second-factor': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Name = keyof typeof OPTIONS;
type Values = ReturnType<typeof parse>['values'];

/** What each command takes besides --home: words, and options. */
const COMMANDS: Readonly<Record<string, { readonly words: readonly string[]; readonly options: readonly Name[] }>> = {
  create: { words: ['NAME'], options: ['role', 'email', 'display-name', 'password-file'] },
  token: { words: ['NAME'], options: ['name', 'actions', 'expires'] },
  list: { words: [], options: [] },
  reset: { words: ['NAME'], options: ['password-file', 'forget-second-factor'] },
  role: { words: ['NAME', 'ROLE'], options: [] },
  remove: { words: ['NAME'], options: [] },
};

/**
 * Reads the command line; undefined if it asks for help. npm runs scripts in the project's folder; INIT_CWD is the
 * folder that it was called from, where relative paths start.
 * @throws UsageError
 */
export function parseAccountOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  cwd = process.cwd(),
): { readonly home: string; readonly order: AccountOrder } | undefined {
  const { values, positionals } = parse(argv);
  if (values.help) return undefined;
  const from = environment['INIT_CWD'] ?? cwd;
  const [verb = '', ...words] = positionals;
  const command = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  if (!command) {
    const what = verb === '' ? 'the command is missing' : `there is no command "${verb}"`;
    throw usage(`${what}; there are ${Object.keys(COMMANDS).join(', ')}`);
  }
  const missing = command.words[words.length];
  if (missing !== undefined) throw usage(`${verb}: ${missing} is missing`);
  const extra = words[command.words.length];
  if (extra !== undefined) throw usage(`${verb}: what is "${extra}" for? Words with spaces need quotes`);
  const other = Object.keys(values).find((name) => name !== 'home' && !command.options.includes(name as Name));
  if (other !== undefined) throw usage(`${verb} does not take --${other}`);
  return { home: resolve(from, values.home ?? '.'), order: orderOf(verb, words, values, from) };
}

function orderOf(verb: string, [name = '', word = '']: readonly string[], values: Values, from: string): AccountOrder {
  const file = values['password-file'];
  const passwordFile = file === undefined || file === '-' ? file : resolve(from, file);
  switch (verb) {
    case 'create': {
      const { email, 'display-name': displayName } = values;
      return { verb, name, role: roleOf(required(verb, 'role', values.role)), email, displayName, passwordFile };
    }
    case 'token': {
      const actions = values.actions
        ?.split(',')
        .map((action) => action.trim())
        .filter((action) => action !== '');
      return { verb, name, label: required(verb, 'name', values.name), actions, expires: values.expires };
    }
    case 'reset':
      return { verb, name, passwordFile, forgetSecondFactor: values['forget-second-factor'] === true };
    case 'role':
      return { verb, name, role: roleOf(word) };
    case 'remove':
      return { verb, name };
    default:
      return { verb: 'list' };
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = messageOf(error).split('. ');
    throw usage(sentence.replaceAll('\n', ' ').replace(/\.$/, ''));
  }
}

function required(verb: string, option: Name, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw usage(`${verb}: --${option} is missing`);
  return value;
}

function roleOf(text: string): PersonRole {
  const role = personRoleSchema.safeParse(text);
  if (!role.success) throw usage(`there is no role "${text}"; there are ${personRoleSchema.options.join(', ')}`);
  return role.data;
}

function usage(message: string): UsageError {
  return new UsageError(`${message}; --help lists the commands`);
}
