import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { LtiAddresses, ltiPaths } from './lti-addresses.js';
import { setFrameableCookie } from './lti-cookies.js';
import { frameOriginsOf, LtiFraming } from './lti-framing.js';
import { type LoginParameters, LtiLoginRepository } from './lti-login.repository.js';
import { renderLtiPage } from './lti-page.js';
import { LtiRefusalFilter } from './lti-refusal.filter.js';
import { LtiRefusal } from './lti-refusal.js';

const text = z.string().min(1).max(2_000);

const loginSchema = z.object({
  iss: text,
  login_hint: text,
  target_link_uri: text,
  client_id: text.optional(),
  lti_message_hint: z.string().max(8_000).optional(),
  lti_deployment_id: text.optional(),
  lti_storage_target: z.string().max(200).optional(),
});

const cookieSeconds = 10 * 60;

/** Many launches may be under way in one browser; each has a cookie of its own. */
export const bindingCookie = (state: string): string => `interleave.lti.${state.slice(0, 16)}`;

/** Under which name a platform keeps the same for us, where cookies do not work. */
export const storageKey = (state: string): string => `interleave_${state}`;

/** The begin of every launch: OpenID Connect login, initiated by the platform (LTI security framework, 5.1.1). */
@ApiTags('lti')
@Controller('api/lti/login')
@UseFilters(LtiRefusalFilter)
export class LtiLoginController {
  constructor(
    private readonly logins: LtiLoginRepository,
    private readonly addresses: LtiAddresses,
    private readonly framing: LtiFraming,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'beginLtiLogin', summary: 'Where a platform begins the login of a launch' })
  @ApiFoundResponse({ description: 'To the platform, which says who it is' })
  @ApiOkResponse({ description: 'A page that has the platform keep something first' })
  begin(
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.login(query, request, response);
  }

  @Post()
  @HttpCode(302)
  @ApiOperation({ operationId: 'beginLtiLoginByPost', summary: 'The same, by a form' })
  @ApiFoundResponse({ description: 'To the platform, which says who it is' })
  @ApiOkResponse({ description: 'A page that has the platform keep something first' })
  beginByPost(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.login(body ?? {}, request, response);
  }

  private async login(given: Record<string, unknown>, request: Request, response: Response): Promise<void> {
    const { lti_storage_target: storageTarget = null, ...parameters } = parse(given);
    const platform = await this.logins.getPlatform(parameters.iss, parameters.client_id);
    if (!this.addresses.isOurs(request, parameters.target_link_uri))
      throw new LtiRefusal('foreign-target', `target_link_uri is ${parameters.target_link_uri}.`);
    const { state, nonce, binding } = await this.logins.begin(
      platform.id,
      parameters as LoginParameters,
      storageTarget,
      new Date(),
    );
    const next = authorization(platform, parameters as LoginParameters, {
      redirect_uri: this.addresses.of(request, ltiPaths.launch),
      state,
      nonce,
    });
    const scope = { path: '/api/lti', maxAgeSeconds: cookieSeconds };
    setFrameableCookie(response, bindingCookie(state), binding, scope);
    response.setHeader('Cache-Control', 'no-store');
    if (storageTarget === null) {
      response.redirect(302, next);
      return;
    }
    await this.framing.allow(response, frameOriginsOf(platform));
    const { origin } = new URL(platform.authorizationUrl);
    response.type('html').send(
      renderLtiPage({
        title: 'One moment',
        paragraphs: ['Your learning platform signs you in.'],
        step: { kind: 'keep', origin, frame: storageTarget, key: storageKey(state), value: binding, next },
      }),
    );
  }
}

function parse(given: Record<string, unknown>) {
  const parsed = loginSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new LtiRefusal('bad-login', `Missing or not as it should be: ${names.join(', ')}.`);
}

/** The address of the platform with the request for an ID token. */
function authorization(
  { authorizationUrl, clientId }: { authorizationUrl: string; clientId: string },
  { login_hint, lti_message_hint }: LoginParameters,
  ours: Readonly<Record<'redirect_uri' | 'state' | 'nonce', string>>,
): string {
  const url = new URL(authorizationUrl);
  const parameters = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: clientId,
    login_hint,
    ...(lti_message_hint === undefined ? {} : { lti_message_hint }),
    ...ours,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
