import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma.service.js';

/** How an endpoint is called. */
export interface SigningEndpoint {
  readonly url: string;
  /** Sealed; the newest first, and the former one while it is valid. */
  secrets(now: Date): readonly string[];
}

@Injectable()
export class WebhookRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** For who sends; throws when it was deleted meanwhile. */
  async getSigning(id: string): Promise<SigningEndpoint> {
    const { url, secret, formerSecret, formerUntil } = await this.prisma.webhookEndpoint.findUniqueOrThrow({
      where: { id },
      select: { url: true, secret: true, formerSecret: true, formerUntil: true },
    });
    return {
      url,
      secrets: (now) =>
        formerSecret !== null && formerUntil !== null && now < formerUntil
          ? [secret, formerSecret]
          : [secret],
    };
  }
}
