import { Injectable } from '@nestjs/common';
import { type CheckedLaunch, checkIdToken } from './id-token.js';
import { frameOriginsOf } from './lti-framing.js';
import { isBinding, LtiLoginRepository, type StoredLogin } from './lti-login.repository.js';
import { LtiRefusal } from './lti-refusal.js';
import { PlatformKeys } from './platform-keys.js';

/** What a browser comes back with from the platform. */
export interface ReturnedLogin {
  readonly state: string;
  readonly idToken: string;
  /** From the cookie, or from the storage of the platform; null: there is none. */
  readonly binding: string | null;
}

/** Checks what platforms send, in the order in which it may be believed: the login first, then the token. */
@Injectable()
export class LtiLaunches {
  constructor(
    private readonly logins: LtiLoginRepository,
    private readonly keys: PlatformKeys,
  ) {}

  find(state: string, now: Date): Promise<StoredLogin> {
    return this.logins.get(state, now);
  }

  /** The launch; the login is used by that, also when something is wrong with the token. */
  async finish(
    login: StoredLogin,
    { state, idToken, binding }: ReturnedLogin,
    isOurs: (url: string) => boolean,
  ): Promise<CheckedLaunch> {
    if (binding === null)
      throw new LtiRefusal('cookies-blocked', null, { parameters: { ...login.parameters } });
    if (!isBinding(login, binding)) throw new LtiRefusal('other-browser');
    await this.logins.use(state);
    const { platform, nonce, createdAt: loginBeganAt } = login;
    return checkIdToken(idToken, this.keys, { platform, nonce, loginBeganAt, isOurs });
  }
}

/** Refusals on the way of this login can be shown in the frames of its platform. */
export async function inFramesOf<T>(login: StoredLogin, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LtiRefusal) error.frameOrigins = frameOriginsOf(login.platform);
    throw error;
  }
}
