import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import { SIGN_IN, type SignIn } from './sign-in.js';

/** Signs somebody in who has just set a password, as if they had gone to the sign-in page. */
@Injectable()
export class SessionStarter {
  constructor(@Inject(SIGN_IN) private readonly signIn: SignIn) {}

  async start(
    credentials: { email: string; password: string },
    request: Request,
    response: Response,
  ): Promise<void> {
    const { headers } = await this.signIn.api.signInEmail({
      body: credentials,
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    for (const cookie of headers.getSetCookie()) response.append('Set-Cookie', cookie);
  }
}
