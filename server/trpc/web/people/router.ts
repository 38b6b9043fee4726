import { router } from '../../init.ts';
import { endSessions, revokeTokenOf, sessionsOf, tokensOf } from './access-of-person.ts';
import { change, invite, makeLink, remove } from './change-people.ts';
import { findPeople, peopleNames } from './find-people.ts';

export const peopleRouter = router({
  find: findPeople,
  names: peopleNames,
  invite,
  makeLink,
  change,
  remove,
  sessions: sessionsOf,
  endSessions,
  tokens: tokensOf,
  revokeToken: revokeTokenOf,
});
