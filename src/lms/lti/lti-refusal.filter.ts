import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { ProblemFilter } from '../../platform/problem.filter.js';
import { ProblemError } from '../../platform/problem.js';
import { currentRequestId } from '../../platform/request-context.js';
import { LtiFraming } from './lti-framing.js';
import { type LtiPage, renderLtiPage } from './lti-page.js';
import { LtiRefusal, ltiRefusals } from './lti-refusal.js';

/** Whoever comes from a platform sits before a page, so that is what they are told "no" by. */
@Catch()
export class LtiRefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger(LtiRefusalFilter.name);
  private readonly problems = new ProblemFilter();

  constructor(private readonly framing: LtiFraming) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    // Who may call at all is said by the guard, as for every route.
    if (error instanceof ProblemError) {
      this.problems.catch(error, host);
      return;
    }
    const refusal = error instanceof LtiRefusal ? error : this.fault(error);
    const response = host.switchToHttp().getResponse<Response>();
    await this.framing.allow(response, refusal.frameOrigins);
    response
      .status(refusal.code === 'failed' ? 500 : 400)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(renderLtiPage(pageOf(refusal)));
  }

  private fault(error: unknown): LtiRefusal {
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new LtiRefusal(
      'failed',
      `Our log says more under the request id ${currentRequestId() ?? 'none'}.`,
    );
  }
}

function pageOf({ code, detail, anotherWindow }: LtiRefusal): LtiPage {
  const { title, advice } = ltiRefusals[code];
  return {
    title,
    paragraphs: [...(detail === null ? [] : [detail]), advice],
    code,
    ...(anotherWindow === null
      ? {}
      : {
          link: {
            href: `/api/lti/login?${new URLSearchParams(anotherWindow.parameters)}`,
            words: 'Open in a new window',
          },
        }),
  };
}
