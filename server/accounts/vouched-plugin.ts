import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** Lets the library begin a session for somebody whom another vouches for. Its routes are not open, nor is this one. */
export function vouchedPlugin() {
  return {
    id: 'vouched',
    endpoints: {
      signInVouched: createAuthEndpoint(
        '/sign-in/vouched',
        { method: 'POST', body: z.object({ personId: z.string() }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.personId);
          if (!user) return context.json(null);
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json(null);
        },
      ),
    },
  };
}
