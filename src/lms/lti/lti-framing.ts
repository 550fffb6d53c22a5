import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isUuid } from '../../platform/ids.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { allowFrames } from '../../platform/security-headers.js';
import { findCookie, setFrameableCookie } from './lti-cookies.js';

/** Says of a browser that it shows us in a frame of this platform; it is sent in that frame and nowhere else. */
const cookieName = 'interleave.lti-frame';
const cookieSeconds = 14 * 24 * 60 * 60;

interface FramingPlatform {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly frameOrigins: readonly string[];
}

/** Whose pages may show a platform's people our pages. */
export function frameOriginsOf({ issuer, authorizationUrl, frameOrigins }: FramingPlatform): string[] {
  const own = [issuer, authorizationUrl].flatMap((url) => originOf(url) ?? []);
  return [...new Set([...own, ...frameOrigins])];
}

/** An issuer is a name that looks like an address; it need not lead anywhere. */
function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : null;
}

const told = { issuer: true, authorizationUrl: true, frameOrigins: true } as const;

/**
 * Lets pages of ours be shown in frames of the platform from which somebody came. All others stay shut: without a launch in that
 * very frame there is no cookie, because it is partitioned by the site that frames.
 */
@Injectable()
export class LtiFraming {
  constructor(private readonly prisma: PrismaService) {}

  /** The pages from now on, in the frame in which this is the answer to a launch. */
  begin(response: Response, platformId: string): void {
    setFrameableCookie(response, cookieName, platformId, { path: '/', maxAgeSeconds: cookieSeconds });
  }

  /** This one answer. `origins` null: those of all platforms. */
  async allow(response: Response, origins: readonly string[] | null): Promise<void> {
    allowFrames(response, origins ?? (await this.allOrigins()));
  }

  /** Before the pages are served. */
  readonly forPages: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    const platformId = request.method === 'GET' ? findCookie(request, cookieName) : null;
    if (platformId === null || !isUuid(platformId) || request.path.startsWith('/api/')) {
      next();
      return;
    }
    this.prisma.ltiPlatform
      .findUnique({ where: { id: platformId }, select: told })
      .then((platform) => {
        if (platform) allowFrames(response, frameOriginsOf(platform));
        next();
      })
      .catch(next);
  };

  private async allOrigins(): Promise<string[]> {
    const platforms = await this.prisma.ltiPlatform.findMany({ select: told });
    return [...new Set(platforms.flatMap(frameOriginsOf))];
  }
}
