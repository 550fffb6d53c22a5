import { Body, Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Caller, SignedInCaller } from '../../auth/caller.js';
import { allowForms } from '../../platform/security-headers.js';
import { contentClaims } from './content-items.js';
import { LtiAddresses, ltiPaths } from './lti-addresses.js';
import { LtiContextRepository } from './lti-context.repository.js';
import { frameOriginsOf, LtiFraming } from './lti-framing.js';
import { renderLtiPage } from './lti-page.js';
import { LtiRefusalFilter } from './lti-refusal.filter.js';
import { LtiRefusal } from './lti-refusal.js';
import { LtiVisitRepository } from './lti-visit.repository.js';
import { ToolKeys } from './tool-keys.js';

const most = 50;
const id = z.uuid();

const chosenSchema = z.object({
  visit: id,
  /** A form sends one as a text, several as a list. None: nothing was chosen after all. */
  assignment: z.union([id.transform((one) => [one]), z.array(id).max(most)]).default([]),
});

/** Sends what an instructor has chosen back to the platform (Deep Linking 2.0). */
@ApiTags('lti')
@Controller('api/lti/content')
@UseFilters(LtiRefusalFilter)
export class LtiContentController {
  constructor(
    private readonly visits: LtiVisitRepository,
    private readonly contexts: LtiContextRepository,
    private readonly keys: ToolKeys,
    private readonly addresses: LtiAddresses,
    private readonly framing: LtiFraming,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'sendLtiContent',
    summary: 'Answer a deep linking launch: a form with `visit` and any number of `assignment`',
  })
  @ApiOkResponse({ description: 'A page whose form goes to the platform by itself' })
  async send(
    @SignedInCaller() caller: Caller,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const chosen = chosenSchema.safeParse(body ?? {});
    if (!chosen.success) throw new LtiRefusal('unknown-state', 'The form is not complete.');
    const now = new Date();
    const visit = await this.visits.get(chosen.data.visit, caller.personId, now);
    const { platform, launch } = visit;
    const context = await this.contexts.find(visit);
    if (launch.purpose.kind !== 'deep-linking' || !context) throw new LtiRefusal('unknown-state');
    const assignments = await this.contexts.getAssignments(context.courseId, chosen.data.assignment);
    if (!(await this.visits.answer(visit.id, now)))
      throw new LtiRefusal('unknown-state', 'Content was sent already.');
    const target = this.addresses.of(request, ltiPaths.launch);
    const jwt = await this.keys.sign(contentClaims({ platform, launch, assignments, target }), now);
    await this.framing.allow(response, frameOriginsOf(platform));
    allowForms(response);
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(
        renderLtiPage({
          title: 'Back to your course',
          paragraphs: [`What you have chosen goes to ${platform.name}.`],
          form: {
            action: launch.purpose.returnUrl,
            fields: { JWT: jwt },
            button: 'Continue',
          },
          step: { kind: 'send' },
        }),
      );
  }
}
