import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LtiPlatform } from '../../../prisma/client/client.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { LtiRefusal } from './lti-refusal.js';

/** Time to sign in at the platform in between. */
const validMs = 10 * 60 * 1000;
const randomLength = 32;

/** What the platform sent, as it sent it. */
export interface LoginParameters {
  readonly iss: string;
  readonly login_hint: string;
  readonly target_link_uri: string;
  readonly client_id?: string;
  readonly lti_message_hint?: string;
  readonly lti_deployment_id?: string;
}

export interface BegunLogin {
  readonly state: string;
  readonly nonce: string;
  /** Kept by the browser, so that nobody else can come back with this state. */
  readonly binding: string;
}

export interface StoredLogin {
  readonly platform: LtiPlatform;
  readonly nonce: string;
  readonly bindingHash: string;
  readonly parameters: LoginParameters;
  readonly storageTarget: string | null;
  readonly createdAt: Date;
}

/** Logins that platforms have begun, until they come back: once, and soon. */
@Injectable()
export class LtiLoginRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Throws `unknown-platform`. Two platforms may share an issuer, and are told apart by the client id then. */
  async getPlatform(issuer: string, clientId: string | undefined): Promise<LtiPlatform> {
    const found = await this.prisma.ltiPlatform.findMany({
      where: { issuer, ...(clientId === undefined ? {} : { clientId }) },
      take: 2,
    });
    const [platform] = found;
    if (platform && found.length === 1) return platform;
    const client = clientId === undefined ? '' : ` with the client id ${clientId}`;
    throw new LtiRefusal('unknown-platform', `The platform calls itself ${issuer}${client}.`);
  }

  async begin(
    platformId: string,
    parameters: LoginParameters,
    storageTarget: string | null,
    now: Date,
  ): Promise<BegunLogin> {
    const begun = { state: random(), nonce: random(), binding: random() };
    await this.prisma.ltiLogin.deleteMany({ where: { expiresAt: { lte: now } } });
    await this.prisma.ltiLogin.create({
      data: {
        id: randomUUID(),
        stateHash: hashOf(begun.state),
        nonce: begun.nonce,
        bindingHash: hashOf(begun.binding),
        platformId,
        parameters: { ...parameters },
        storageTarget,
        createdAt: now,
        expiresAt: new Date(now.getTime() + validMs),
      },
    });
    return begun;
  }

  /** Throws `unknown-state` when it was never given, was used or is over. */
  async get(state: string, now: Date): Promise<StoredLogin> {
    const found = await this.prisma.ltiLogin.findUnique({
      where: { stateHash: hashOf(state), expiresAt: { gt: now } },
      include: { platform: true },
    });
    if (!found) throw new LtiRefusal('unknown-state');
    return { ...found, parameters: found.parameters as unknown as LoginParameters };
  }

  /** Whatever comes of it, it is used: of two who come with it at once, the second is refused with `unknown-state`. */
  async use(state: string): Promise<void> {
    const { count } = await this.prisma.ltiLogin.deleteMany({ where: { stateHash: hashOf(state) } });
    if (count === 0) throw new LtiRefusal('unknown-state');
  }
}

export const isBinding = (login: StoredLogin, binding: string): boolean =>
  login.bindingHash === hashOf(binding);

const random = () => randomBytes(randomLength).toString('base64url');

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
