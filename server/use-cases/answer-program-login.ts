import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { answerProgramLogin, bindProgramLogin } from '../persistence/repositories/program-logins.repository.ts';
import type { ProgramLoginRow } from '../persistence/tables.ts';
import { hashOfUserCode } from './begin-program-login.ts';
import { auditedProgram } from './parts/program-label.ts';

/** Somebody on the pages who is asked. */
export interface Asked {
  readonly by: Actor;
  readonly personId: string;
  /** Their session; only the one that opened the page with the code first can answer. */
  readonly boundTo: string;
  /** The address of their computer. */
  readonly address: string;
}

/**
 * Shows somebody which program has this code, and binds it to their session: nobody else can see or answer it then.
 * @throws FarmError gone: there is no such code, it has expired, was answered, or another session was first, all of it
 *   in the same words; too-many
 */
export async function openProgramLogin(farm: Farm, typed: string, asked: Asked): Promise<ProgramLoginRow> {
  const succeeded = farm.accounts.attempts.count(`the code of a program, by ${asked.personId}`, asked.address);
  const hash = await hashOfUserCode(farm, typed);
  const row = await farm.database.transaction((tx) => bindProgramLogin(tx, hash, asked.boundTo), { by: asked.by });
  if (!row) throw noSuchCode();
  succeeded();
  return row;
}

/**
 * Allows or refuses what `openProgramLogin` has shown, once.
 * @throws FarmError gone: it was not shown to this session, has expired, or was answered
 */
export async function answerProgram(farm: Farm, id: string, allow: boolean, asked: Asked): Promise<void> {
  const { boundTo, personId } = asked;
  const answer = allow ? 'allowed' : 'refused';
  await farm.database.transaction(
    async (tx) => {
      const row = await answerProgramLogin(tx, id, { boundTo, personId, answer });
      if (!row) throw noSuchCode();
      tx.audit({
        action: allow ? 'token.allow-program' : 'token.refuse-program',
        subject: auditedProgram(row),
        did: allow ? 'let in the program' : 'refused the program',
        after: { asked_from: row.address, actions: JSON.parse(row.actions) as unknown },
      });
    },
    { by: asked.by },
  );
  farm.logger.info({ programLogin: id, personId, answer }, 'a program that asked for a log-in was answered');
}

function noSuchCode(): FarmError {
  return new FarmError('gone', {
    message: 'this code is not valid, was used, or has expired; begin again in the program that showed it',
  });
}
