import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LtiPlatform } from '../../../prisma/client/client.js';
import { isUuid } from '../../platform/ids.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { ProblemError } from '../../platform/problem.js';
import { hashSecretToken, makeSecretToken } from '../../platform/secret-token.js';
import type { Launch } from './launch-claims.js';
import { LtiRefusal } from './lti-refusal.js';

/** As long as somebody may think over which course or assignment it is. */
const visitMs = 4 * 60 * 60 * 1000;
/** From the end of a launch to the click that opens a window. */
const codeMs = 5 * 60 * 1000;

const codePrefix = 'ltc_';

export interface NewVisit {
  readonly id: string;
  readonly platformId: string;
  readonly personId: string;
  readonly launch: StoredLaunch;
  readonly path: string;
}

/** With who it was, to enrol in a course that is chosen later. */
export interface StoredLaunch extends Launch {
  readonly subject: string;
}

export interface Visit extends NewVisit {
  readonly platform: LtiPlatform;
  readonly answeredAt: Date | null;
}

/** Launches that are not over with their answer. */
@Injectable()
export class LtiVisitRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Answers with a code that begins a session of the person once, within minutes. */
  async begin(visit: NewVisit, now: Date): Promise<string> {
    const code = makeSecretToken(codePrefix);
    await this.prisma.ltiVisit.deleteMany({ where: { expiresAt: { lte: now } } });
    await this.prisma.ltiVisit.create({
      data: {
        ...visit,
        launch: JSON.parse(JSON.stringify(visit.launch)),
        codeHash: hashSecretToken(code),
        codeExpiresAt: new Date(now.getTime() + codeMs),
        expiresAt: new Date(now.getTime() + visitMs),
      },
    });
    return code;
  }

  /** Whose code it is and where it leads, without using it. Throws `code-over`. */
  async peek(
    code: string,
    now: Date,
  ): Promise<{ personId: string; name: string; path: string; platform: LtiPlatform }> {
    const visit = await this.prisma.ltiVisit.findUnique({
      where: { codeHash: hashSecretToken(code), codeExpiresAt: { gt: now } },
      include: { platform: true, person: { select: { name: true } } },
    });
    if (!visit) throw new LtiRefusal('code-over');
    const { personId, path, platform, person } = visit;
    return { personId, name: person.name, path, platform };
  }

  /** Uses it: of two at once the second is refused with `code-over`. */
  async spendCode(code: string, now: Date): Promise<{ personId: string; path: string }> {
    const codeHash = hashSecretToken(code);
    const visit = await this.peek(code, now);
    const { count } = await this.prisma.ltiVisit.updateMany({
      where: { codeHash, person: { isAdministrator: false, erasedAt: null } },
      data: { codeHash: null },
    });
    if (count === 0) throw new LtiRefusal('code-over');
    return visit;
  }

  /** The person's own; throws `not-found`. */
  async get(id: string, personId: string, now: Date): Promise<Visit> {
    const found = isUuid(id)
      ? await this.prisma.ltiVisit.findUnique({
          where: { id, personId, expiresAt: { gt: now } },
          include: { platform: true },
        })
      : null;
    if (!found)
      throw new ProblemError(
        'not-found',
        'This launch is over. Go back to your course and open the link again.',
      );
    return { ...found, launch: found.launch as unknown as StoredLaunch };
  }

  /** Content goes to the platform once; false when it has. */
  async answer(id: string, now: Date): Promise<boolean> {
    const { count } = await this.prisma.ltiVisit.updateMany({
      where: { id, answeredAt: null },
      data: { answeredAt: now },
    });
    return count === 1;
  }
}

export const newVisitId = (): string => randomUUID();
