import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import { Callers } from './callers.js';
import { passCookies } from './sessions.js';
import { SIGN_IN, type SignIn } from './sign-in.js';

/**
 * Begins sessions of people whom another system has vouched for. A door: whoever calls it has checked that. Administrators never
 * come in this way: src/lms/lti decides, and says so to them.
 */
@Injectable()
export class LaunchSessions {
  constructor(
    @Inject(SIGN_IN) private readonly library: SignIn,
    private readonly callers: Callers,
  ) {}

  /** `isFramed`: the cookie is for the frame of the page that shows us, and for no other page. */
  async begin(personId: string, isFramed: boolean, request: Request, response: Response): Promise<void> {
    const { headers } = await this.library.api.beginLaunchSession({
      body: { personId, isFramed },
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    passCookies(headers, response);
  }

  /** Whose session the request carries; null: nobody's. */
  async findPerson(request: Request): Promise<string | null> {
    return (await this.callers.find(request))?.personId ?? null;
  }
}
