import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { ProblemError } from '../platform/problem.js';
import { passCookies } from './sessions.js';
import { openIdProvider, SIGN_IN, type SignIn, signInErrorPage } from './sign-in.js';

/** The way through the OpenID provider and back; the library keeps state, nonce and PKCE, and checks the ID token. */
@Injectable()
export class OpenIdSignIn {
  constructor(
    @Inject(SIGN_IN) private readonly library: SignIn,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The provider's page to go to. `next` is a path of ours. */
  async start(next: string, request: Request, response: Response): Promise<string> {
    this.assertSetUp();
    const { headers, response: answer } = await this.library.api.signInSocial({
      body: {
        provider: openIdProvider,
        callbackURL: next,
        errorCallbackURL: signInErrorPage,
        disableRedirect: true,
      },
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    if (!answer.url) throw new Error('The library names no page of the provider');
    passCookies(headers, response);
    return answer.url;
  }

  async finish(request: Request, response: Response): Promise<void> {
    this.assertSetUp();
    const answer = await this.library.api.callbackOAuth({
      params: { id: openIdProvider },
      query: Object.fromEntries(new URL(request.originalUrl, 'http://ours').searchParams),
      headers: fromNodeHeaders(request.headers),
      asResponse: true,
    });
    passCookies(answer.headers, response);
    response.redirect(302, answer.headers.get('location') ?? signInErrorPage);
  }

  private assertSetUp(): void {
    if (!this.config.openId) throw new ProblemError('not-found', 'No OpenID provider is set up here.');
  }
}
