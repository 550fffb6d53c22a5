import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../../config/config.js';
import { pageLink } from '../../platform/page-links.js';

export const ltiPaths = {
  login: '/api/lti/login',
  launch: '/api/lti/launch',
  arrived: '/api/lti/arrived',
  enter: '/api/lti/enter',
  content: '/api/lti/content',
  jwks: '/api/lti/jwks',
  register: '/api/lti/register',
} as const;

/** Paths that pages of platforms post to; who has begun a launch is known by its state. */
export const postedByPlatforms: readonly string[] = [ltiPaths.login, ltiPaths.launch];

/** Where platforms reach us. */
@Injectable()
export class LtiAddresses {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Of a path of ours. */
  of(request: Request, path: string): string {
    return pageLink(this.config.publicUrl, request, path);
  }

  isOurs(request: Request, url: string): boolean {
    return URL.parse(url)?.origin === new URL(this.of(request, '/')).origin;
  }
}
