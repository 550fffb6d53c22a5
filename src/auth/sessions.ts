import { Inject, Injectable } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import { ProblemError } from '../platform/problem.js';
import type { Caller } from './caller.js';
import { SIGN_IN, type SignIn } from './sign-in.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Begins and ends sessions by the library, whose cookies it puts on the answer. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(SIGN_IN) private readonly library: SignIn,
    private readonly throttle: SignInThrottle,
  ) {}

  /** For whoever has just set this password. */
  async begin(credentials: Credentials, request: Request, response: Response): Promise<void> {
    const { headers } = await this.library.api.signInEmail({
      body: { ...credentials },
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    passCookies(headers, response);
  }

  /** The answer is the same for an address that nobody has, in words and in time. */
  async signIn(credentials: Credentials, request: Request, response: Response): Promise<void> {
    await this.trying(credentials.email, request, response, async () => {
      try {
        await this.begin(credentials, request, response);
      } catch (error) {
        if (!isAPIError(error) || error.statusCode !== 401) throw error;
        throw new ProblemError('wrong-password', 'There is no account with this address and password.');
      }
    });
  }

  /** Ends all sessions of the person and begins a new one: whoever knew the old password is out. */
  async changePassword(
    caller: Caller,
    body: { currentPassword: string; newPassword: string },
    request: Request,
    response: Response,
  ): Promise<void> {
    await this.trying(caller.email, request, response, async () => {
      try {
        const { headers } = await this.library.api.changePassword({
          body: { ...body, revokeOtherSessions: true },
          headers: fromNodeHeaders(request.headers),
          returnHeaders: true,
        });
        passCookies(headers, response);
      } catch (error) {
        if (!isAPIError(error) || error.statusCode !== 400) throw error;
        throw ProblemError.ofField('bad-field', 'currentPassword', 'This is not your password.');
      }
    });
  }

  async end(request: Request, response: Response): Promise<void> {
    const { headers } = await this.library.api.signOut({
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    passCookies(headers, response);
  }

  private async trying(email: string, request: Request, response: Response, work: () => Promise<void>) {
    const attempt = await this.throttle.begin({ email, address: request.ip ?? '' }, new Date());
    if (attempt.retryAfterSeconds !== null) {
      response.setHeader('Retry-After', attempt.retryAfterSeconds);
      throw new ProblemError(
        'too-many-requests',
        `Too many attempts have failed. Try again in ${Math.ceil(attempt.retryAfterSeconds / 60)} min.`,
      );
    }
    await work();
    await attempt.succeeded();
  }
}

export function passCookies(headers: Headers, response: Response): void {
  for (const cookie of headers.getSetCookie()) response.append('Set-Cookie', cookie);
}
