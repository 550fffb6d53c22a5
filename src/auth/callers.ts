import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { ProblemError } from '../platform/problem.js';
import { ApiTokenRepository } from './api-token.repository.js';
import type { Caller } from './caller.js';
import { passCookies } from './sessions.js';
import { SIGN_IN, type SignIn } from './sign-in.js';

/** Finds out who sent a request: by an API token, else by the session in the cookie. */
@Injectable()
export class Callers {
  constructor(
    @Inject(SIGN_IN) private readonly signIn: SignIn,
    private readonly tokens: ApiTokenRepository,
  ) {}

  /** Null when the request carries no proof. A token that does not hold is a fault, never a reason to look further. */
  async find(request: Request): Promise<Caller | null> {
    const authorization = request.get('authorization');
    return authorization === undefined ? this.findBySession(request) : this.getByToken(authorization);
  }

  private async getByToken(authorization: string): Promise<Caller> {
    const [, token] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
    const caller = token === undefined ? null : await this.tokens.findCaller(token, new Date());
    if (caller) return caller;
    throw new ProblemError(
      'not-signed-in',
      'The API token in `Authorization: Bearer …` is not known, has expired or was revoked.',
    );
  }

  private async findBySession(request: Request): Promise<Caller | null> {
    const { headers, response: found } = await this.signIn.api.getSession({
      headers: fromNodeHeaders(request.headers),
      returnHeaders: true,
    });
    // A session that goes on for longer has a cookie that does; one that is over takes its cookie with it.
    if (request.res) passCookies(headers, request.res);
    if (!found) return null;
    const { id, name, email, isAdministrator } = found.user;
    return { personId: id, name, email, isAdministrator, scopes: null };
  }
}
