import { Inject, Injectable } from '@nestjs/common';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import type { Caller } from './caller.js';
import { SIGN_IN, type SignIn } from './sign-in.js';

/** Finds out who sent a request. */
@Injectable()
export class Callers {
  constructor(@Inject(SIGN_IN) private readonly signIn: SignIn) {}

  /** Null when the request carries no proof. */
  async find(request: Request): Promise<Caller | null> {
    const found = await this.signIn.api.getSession({ headers: fromNodeHeaders(request.headers) });
    if (!found) return null;
    const { id, name, email, isAdministrator } = found.user;
    return { personId: id, name, email, isAdministrator, scopes: null };
  }
}
