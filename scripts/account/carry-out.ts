import { hostname } from 'node:os';
import type { z } from 'zod';
import { newApiTokenSchema } from '#server/contracts/api-token.ts';
import { newPasswordSchema, newPersonSchema } from '#server/contracts/person.ts';
import { urlOf } from '#server/config/listen-address.ts';
import { effectiveListen } from '#server/config/manager-options.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Farm } from '#server/farm/farm.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { listPeople } from '#server/use-cases/list-people.ts';
import { invitePerson, linkPath, type MadeLink, makePersonLink } from '#server/use-cases/make-person-link.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { forgetSecondFactor, setPassword } from '#server/use-cases/set-password.ts';
import { expiryOf } from './expiry.ts';
import { findNamed } from './find-named.ts';
import type { AccountOrder } from './options.ts';
import { readPassword } from './read-password.ts';
import { terminalActor } from './terminal-actor.ts';

/** What came of it. Lines are without their last line break; empty = nothing. */
export interface Outcome {
  /** For standard output: what a script wants to have. */
  readonly printed: string;
  /** For standard error: what a person should know. */
  readonly said: string;
}

/** Does what the command line asks for. @throws FarmError */
export async function carryOut(farm: Farm, order: AccountOrder): Promise<Outcome> {
  switch (order.verb) {
    case 'create':
      return create(farm, order);
    case 'token':
      return makeToken(farm, order);
    case 'reset':
      return reset(farm, order);
    case 'role':
      return changeRole(farm, order);
    case 'remove':
      return remove(farm, order.name);
    default:
      return { printed: table(await listPeople(farm)), said: '' };
  }
}

type Order<Verb extends AccountOrder['verb']> = Extract<AccountOrder, { readonly verb: Verb }>;

async function makeToken(farm: Farm, { name, label, actions, expires }: Order<'token'>): Promise<Outcome> {
  const person = await findNamed(farm, name);
  const expires_at = expiryOf(expires, farm.clock.now());
  const wanted = checked(newApiTokenSchema, { label, actions, expires_at });
  const { secret } = await createApiToken(farm, terminalActor(), person.id, wanted);
  const until = expires_at === undefined ? 'It does not expire' : `It is good until ${expires_at}`;
  return { printed: secret, said: `Token "${label}" of ${person.name}. ${until}, and is not shown again.` };
}

async function changeRole(farm: Farm, order: Order<'role'>): Promise<Outcome> {
  const { id } = await findNamed(farm, order.name);
  const { name, role } = await changePerson(farm, terminalActor(), id, { role: order.role });
  return { printed: '', said: `${name} has the role ${role}.` };
}

async function remove(farm: Farm, wanted: string): Promise<Outcome> {
  const { id, name } = await findNamed(farm, wanted);
  await removePerson(farm, terminalActor(), id);
  return { printed: '', said: `The account of ${name} was removed, with its sessions and tokens.` };
}

async function create(farm: Farm, order: Order<'create'>): Promise<Outcome> {
  const { name, role, email, displayName: display_name, passwordFile } = order;
  const wanted = checked(newPersonSchema, { name, role, email, display_name });
  if (passwordFile === undefined) return linkTo(farm, await invitePerson(farm, terminalActor(), wanted));
  const password = checked(newPasswordSchema, await readPassword(passwordFile), 'password');
  const person = await createPerson(farm, terminalActor(), wanted, { password });
  const open = farm.config.settings.access === 'open';
  const note = open ? '\nNobody has to sign in on this farm yet: write "access: accounts" to its configuration.' : '';
  return { printed: '', said: `${person.name} has an account, with the role ${person.role}.${note}` };
}

async function reset(farm: Farm, order: Order<'reset'>): Promise<Outcome> {
  const { id, name } = await findNamed(farm, order.name);
  const { passwordFile, forgetSecondFactor: forgetDevice } = order;
  if (passwordFile !== undefined) {
    const password = checked(newPasswordSchema, await readPassword(passwordFile), 'password');
    await setPassword(farm, terminalActor(), id, { password, forgetDevice });
    return { printed: '', said: `${name} has a new password, and was signed out everywhere.` };
  }
  const link = await makePersonLink(farm, terminalActor(), id, 'reset');
  if (forgetDevice) await forgetSecondFactor(farm, terminalActor(), id);
  return linkTo(farm, link);
}

/** The link, with the address of the pages if the settings say it; else with one that this machine has. */
function linkTo(farm: Farm, { person, secret, expiresAt }: MadeLink): Outcome {
  const { listen, public_url: known } = farm.config.settings;
  const { host, port } = effectiveListen(listen, {});
  const name = ['', '::', '0.0.0.0'].includes(host) ? hostname() : host;
  const url = known || urlOf(farm.config.tls ? 'https' : 'http', name, port);
  const other = known ? '' : ' If people reach the manager at\nanother address, put that in front of /app.';
  const said = `A link with which ${person.name} chooses a password, once, until ${expiresAt}.${other}`;
  return { printed: `${url}${linkPath(secret)}`, said };
}

/** @throws FarmError bad-request, naming what is wrong */
function checked<T extends z.ZodType>(schema: T, value: unknown, name = ''): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = [name, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  throw new FarmError('bad-request', { message: `${field}: ${issue?.message}` });
}

type Row = Awaited<ReturnType<typeof listPeople>>[number];

function table(people: readonly Row[]): string {
  const rows = people.map((person) => [
    person.name,
    person.role,
    person.disabled ? 'disabled' : person.has_password || person.signed_in_at !== null ? 'active' : 'invited',
    person.two_factor ? 'yes' : 'no',
    person.signed_in_at ?? 'never',
    person.email ?? '',
  ]);
  const lines = [['NAME', 'ROLE', 'STATE', '2ND FACTOR', 'LAST SIGNED IN', 'E-MAIL'], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
