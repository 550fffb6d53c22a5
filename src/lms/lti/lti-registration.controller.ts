import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ProblemError } from '../../platform/problem.js';
import { allowFrames } from '../../platform/security-headers.js';
import { LtiAddresses, ltiPaths } from './lti-addresses.js';
import { renderLtiPage } from './lti-page.js';
import { LtiPlatformRepository } from './lti-platform.repository.js';
import { LtiRefusalFilter } from './lti-refusal.filter.js';
import { LtiRefusal } from './lti-refusal.js';
import { LtiRegistration } from './lti-registration.js';
import { ToolKeys } from './tool-keys.js';

const startSchema = z.object({
  link: z.string().min(1).max(200),
  openid_configuration: z.url({ protocol: /^https?$/ }).max(2_000),
  registration_token: z.string().min(1).max(20_000).optional(),
});

/** What platforms read of us, and where they register themselves. */
@ApiTags('lti')
@Controller('api/lti')
@UseFilters(LtiRefusalFilter)
export class LtiRegistrationController {
  constructor(
    private readonly platforms: LtiPlatformRepository,
    private readonly registration: LtiRegistration,
    private readonly keys: ToolKeys,
    private readonly addresses: LtiAddresses,
  ) {}

  @Get('jwks')
  @ApiOperation({ operationId: 'getLtiKeys', summary: 'Our public keys, as a JSON Web Key Set' })
  @ApiOkResponse({ description: 'The keys, the one that signs first' })
  async jwks(@Res() response: Response): Promise<void> {
    const keys = await this.keys.published(new Date());
    // Short: a new key signs as soon as it is there.
    response.set('Cache-Control', 'public, max-age=300').json(keys);
  }

  @Get('register')
  @ApiOperation({
    operationId: 'registerLtiPlatform',
    summary: 'Dynamic registration of a platform, by a registration link of an administrator',
  })
  @ApiOkResponse({ description: 'A page that tells the platform to close its window' })
  async register(
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const start = startSchema.safeParse(query);
    if (!start.success)
      throw new LtiRefusal('registration-link', 'Follow it from the platform that is to be registered.');
    const {
      link,
      openid_configuration: openidConfiguration,
      registration_token: registrationToken,
    } = start.data;
    // The platform is not known yet: with the link, whoever shows it may show this page, which has nothing to click.
    const frames = [openidConfiguration, request.get('referer') ?? ''].flatMap(
      (url) => URL.parse(url)?.origin ?? [],
    );
    try {
      const name = await this.platforms.takeRegistrationLink(link, new Date());
      const starting = { openidConfiguration, registrationToken: registrationToken ?? null };
      const platform = await this.registration.register(starting, this.toolAddresses(request), name);
      await this.store(platform);
      allowFrames(response, [...new Set(frames)]);
      response
        .set('Cache-Control', 'no-store')
        .type('html')
        .send(
          renderLtiPage({
            title: 'Interleave is registered',
            paragraphs: [`It knows this platform as “${name}”. You can close this window.`],
            step: { kind: 'close' },
          }),
        );
    } catch (error) {
      if (error instanceof LtiRefusal && error.code === 'registration-failed') error.frameOrigins = frames;
      throw error;
    }
  }

  private async store(platform: Parameters<LtiPlatformRepository['create']>[1]): Promise<void> {
    try {
      await this.platforms.create(null, platform);
    } catch (error) {
      if (error instanceof ProblemError) throw new LtiRefusal('registration-failed', error.message);
      throw error;
    }
  }

  private toolAddresses(request: Request) {
    return {
      origin: this.addresses.of(request, ''),
      loginUrl: this.addresses.of(request, ltiPaths.login),
      launchUrl: this.addresses.of(request, ltiPaths.launch),
      jwksUrl: this.addresses.of(request, ltiPaths.jwks),
    };
  }
}
