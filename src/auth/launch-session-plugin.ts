import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/**
 * What the sign-in library has no function for: a session without a password. Like all of it this is called as a function;
 * it has no path.
 */
export const launchSessionPlugin = {
  id: 'launch-session',
  endpoints: {
    beginLaunchSession: createAuthEndpoint(
      { method: 'POST', body: z.object({ personId: z.uuid(), isFramed: z.boolean() }) },
      async (context) => {
        const { personId, isFramed } = context.body;
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(personId);
        if (!user) throw new Error(`There is no person ${personId} to begin a session for`);
        const session = await internalAdapter.createSession(personId);
        // Somebody may have been promoted since it was decided to let them in (src/auth/promotion.ts).
        const userNow = await internalAdapter.findUserById(personId);
        if ((userNow as { isAdministrator?: boolean } | null)?.isAdministrator !== false) {
          await internalAdapter.deleteSession(session.token);
          throw new Error('No launch begins a session of an administrator');
        }
        const framed = { sameSite: 'none', secure: true, partitioned: true } as const;
        await setSessionCookie(context, { session, user }, false, isFramed ? framed : undefined);
        return null;
      },
    ),
  },
} as const;
