import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { LaunchSessions } from '../../auth/launch-sessions.js';
import { LtiAddresses, ltiPaths } from './lti-addresses.js';
import { LtiArrivals } from './lti-arrivals.js';
import { findCookie } from './lti-cookies.js';
import { frameOriginsOf, LtiFraming } from './lti-framing.js';
import { inFramesOf, LtiLaunches } from './lti-launches.js';
import { bindingCookie, storageKey } from './lti-login.controller.js';
import type { StoredLogin } from './lti-login.repository.js';
import { renderLtiPage } from './lti-page.js';
import { LtiRefusalFilter } from './lti-refusal.filter.js';
import { LtiRefusal } from './lti-refusal.js';

const tokenMaxLength = 100_000;

const returnedSchema = z.object({
  state: z.string().min(1).max(500),
  id_token: z.string().min(1).max(tokenMaxLength).optional(),
  error: z.string().max(200).optional(),
  error_description: z.string().max(2_000).optional(),
  /** From the storage of the platform; empty: it has answered nothing. */
  proof: z.string().max(200).optional(),
});
type Returned = z.infer<typeof returnedSchema>;

/** The end of every launch: the ID token of the platform. */
@ApiTags('lti')
@Controller('api/lti/launch')
@UseFilters(LtiRefusalFilter)
export class LtiLaunchController {
  constructor(
    private readonly launches: LtiLaunches,
    private readonly arrivals: LtiArrivals,
    private readonly sessions: LaunchSessions,
    private readonly framing: LtiFraming,
    private readonly addresses: LtiAddresses,
  ) {}

  @Post()
  @HttpCode(303)
  @ApiOperation({ operationId: 'launchLti', summary: 'Where a platform sends people with an ID token' })
  @ApiResponse({ status: 303, description: 'To the page that the launch leads to' })
  @ApiOkResponse({ description: 'A page that asks the platform for what it has kept' })
  async launch(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const returned = parse(body ?? {});
    const login = await this.launches.find(returned.state, new Date());
    await inFramesOf(login, () => this.answer(login, returned, request, response));
  }

  private async answer(login: StoredLogin, returned: Returned, request: Request, response: Response) {
    const { state, id_token: idToken, proof } = returned;
    if (idToken === undefined) throw new LtiRefusal('platform-error', explain(returned));
    const binding = findCookie(request, bindingCookie(state)) ?? (proof || null);
    response.setHeader('Cache-Control', 'no-store');
    if (binding === null && proof === undefined && login.storageTarget !== null) {
      await this.askForProof(login, login.storageTarget, { state, id_token: idToken }, response);
      return;
    }
    const isOurs = (url: string) => this.addresses.isOurs(request, url);
    const checked = await this.launches.finish(login, { state, idToken, binding }, isOurs);
    const { platform } = login;
    const wayIn = await this.arrivals.arrive(platform, checked, new Date());
    const isFramed = isInFrame(request, checked.isFramed);
    await this.sessions.begin(wayIn.personId, isFramed, request, response);
    if (isFramed) this.framing.begin(response, platform.id);
    response.redirect(303, isFramed ? `${ltiPaths.arrived}?code=${wayIn.code}` : wayIn.path);
  }

  private async askForProof(
    { platform }: StoredLogin,
    frame: string,
    fields: Readonly<Record<'state' | 'id_token', string>>,
    response: Response,
  ): Promise<void> {
    await this.framing.allow(response, frameOriginsOf(platform));
    const { origin } = new URL(platform.authorizationUrl);
    response
      .status(200)
      .type('html')
      .send(
        renderLtiPage({
          title: 'One moment',
          paragraphs: ['Your learning platform is asked whether it was you who opened the link.'],
          form: {
            action: ltiPaths.launch,
            fields: { ...fields, proof: '' },
            button: 'Continue',
          },
          step: { kind: 'prove', origin, frame, key: storageKey(fields.state) },
        }),
      );
  }
}

/** Where somebody goes on after a launch in a frame. */
@ApiTags('lti')
@Controller('api/lti')
@UseFilters(LtiRefusalFilter)
export class LtiArrivalController {
  constructor(
    private readonly arrivals: LtiArrivals,
    private readonly sessions: LaunchSessions,
    private readonly framing: LtiFraming,
  ) {}

  @Get('arrived')
  @HttpCode(303)
  @ApiOperation({
    operationId: 'arriveByLti',
    summary: 'Finds out whether the browser sends our cookie inside the page of the platform',
  })
  @ApiResponse({ status: 303, description: 'It does: to the page that the launch leads to' })
  @ApiOkResponse({ description: 'It does not: a page that opens a new window' })
  async arrived(
    @Query('code') code: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { personId, name, path, platform } = await this.arrivals.peek(String(code ?? ''), new Date());
    response.setHeader('Cache-Control', 'no-store');
    if ((await this.sessions.findPerson(request)) === personId) {
      response.redirect(303, path);
      return;
    }
    await this.framing.allow(response, frameOriginsOf(platform));
    response
      .status(200)
      .type('html')
      .send(renderWindowPage(name, String(code)));
  }

  @Post('enter')
  @HttpCode(303)
  @ApiOperation({ operationId: 'enterByLti', summary: 'Signs in by the code of a launch, once' })
  @ApiResponse({ status: 303, description: 'Signed in: to the page that the launch leads to' })
  async enter(
    @Body() body: Record<string, unknown> | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { personId, path } = await this.arrivals.spendCode(String(body?.code ?? ''), new Date());
    await this.sessions.begin(personId, false, request, response);
    response.redirect(303, path);
  }
}

function parse(body: Record<string, unknown>): Returned {
  const parsed = returnedSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new LtiRefusal('unknown-state', 'The form of the platform is not complete.');
}

const explain = ({ error = 'no id_token', error_description: description }: Returned) =>
  `The platform says: ${description ? `${error}, ${description}` : error}.`;

/** As the browser says; those that do not say it are told by the platform. */
function isInFrame(request: Request, isSaidByPlatform: boolean): boolean {
  const destination = request.get('sec-fetch-dest');
  return destination === undefined ? isSaidByPlatform : destination !== 'document';
}

const renderWindowPage = (name: string, code: string) =>
  renderLtiPage({
    title: 'Continue in a new window',
    paragraphs: [
      `You are signed in as ${name}.`,
      'Your browser keeps us from recognising you inside the page of your learning platform. In a window of its own it works.',
    ],
    form: {
      action: ltiPaths.enter,
      fields: { code },
      button: 'Open in a new window',
      opensWindow: true,
    },
    step: {
      kind: 'once',
      words:
        'Interleave opens in a window of its own. If you see none, allow windows to be opened from here. ' +
        'To try again, open the link in your course again.',
    },
  });
