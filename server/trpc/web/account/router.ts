import { router } from '../../init.ts';
import { readLink, useLink } from './links.ts';
import {
  arriveFromProvider,
  departToProvider,
  linkProvider,
  providerLinks,
  unlinkProvider,
  waysIn,
} from './provider.ts';
import { me } from './me.ts';
import { changePassword } from './password.ts';
import { answerProgramLogin, openProgram } from './program.ts';
import { confirmDevice, newRecoveryCodes, removeDevice, setUpDevice } from './second-factor.ts';
import { endOtherSessions, endSession, sessions } from './sessions.ts';
import { sendCode, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { createToken, revokeToken, tokens } from './tokens.ts';

export const accountRouter = router({
  me,
  signIn,
  sendCode,
  signOut,
  waysIn,
  departToProvider,
  arriveFromProvider,
  providerLinks,
  linkProvider,
  unlinkProvider,
  readLink,
  useLink,
  changePassword,
  setUpDevice,
  confirmDevice,
  removeDevice,
  newRecoveryCodes,
  sessions,
  endSession,
  endOtherSessions,
  tokens,
  createToken,
  revokeToken,
  openProgram,
  answerProgramLogin,
});
