import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { OutgoingError } from '../outgoing-http.js';
import {
  type ClaimedLineItem,
  type LineItemPlace,
  LtiLineItemRepository,
} from './lti-line-item.repository.js';
import { LtiServices, type ServicePlatform } from './lti-services.js';
import { mediaTypes, serviceScopes } from './lti-words.js';
import { readPages } from './paged-service.js';
import { parsedAnswer } from './platform-answer.js';

const lineItemSchema = z.object({
  id: z.url(),
  resourceId: z.string().optional(),
  resourceLinkId: z.string().optional(),
});
type FoundLineItem = z.infer<typeof lineItemSchema>;

interface WantedLineItem extends LineItemPlace {
  readonly platform: ServicePlatform;
  /** Where the platform lists the columns of the course. */
  readonly container: string;
  /** Of the assignment. */
  readonly title: string;
  readonly points: number;
}

/** Nobody knows whether the platform has made the column, or is about to: no answer came, or none that says so. */
class Unanswered extends Error {}

/** The columns for our assignments in the gradebooks of platforms (Assignment and Grade Services 2.0): each found, or made, once. */
@Injectable()
export class LineItems {
  private readonly logger = new Logger(LineItems.name);

  constructor(
    private readonly items: LtiLineItemRepository,
    private readonly services: LtiServices,
  ) {}

  /**
   * Sees to the column of an assignment. `told`: the one that the platform says belongs to the link. What goes wrong is kept for the
   * instructors, and is tried again with the next launch. Fulfils in any case.
   */
  async keep(place: LineItemPlace, told: string | null): Promise<void> {
    try {
      await this.see(place, told);
    } catch (error) {
      const { message } = error as Error;
      this.logger.warn(`No column for assignment ${place.assignmentId}: ${message}`);
      await this.items.noteProblem(place.contextId, message);
    }
  }

  private async see(place: LineItemPlace, told: string | null): Promise<void> {
    const known = (await this.items.find(place))?.url ?? null;
    if (told !== null) {
      if (known !== told) await this.items.store(place, told);
      return;
    }
    if (known !== null) return;
    const { platform, lineItemsUrl, scopes, assignment } = await this.items.getContext(place);
    if (lineItemsUrl === null || !scopes.includes(serviceScopes.lineItems)) return;
    const claim = await this.items.claim(place, new Date());
    if (claim) await this.fulfil(claim, { ...place, ...assignment, platform, container: lineItemsUrl });
  }

  private async fulfil(claim: ClaimedLineItem, wanted: WantedLineItem): Promise<void> {
    try {
      const url = await this.findOrMake(claim, wanted);
      // Our token goes wherever it says.
      if (new URL(url).origin !== new URL(wanted.container).origin)
        throw new Error(`The platform names a column of another site: ${url}.`);
      await this.items.store(wanted, url);
    } catch (error) {
      // What it was asked may still be done: until the claim is over, nobody looks for it in vain and asks once more.
      if (!(error instanceof Unanswered)) await this.items.giveBack(claim);
      throw error;
    }
  }

  /** Whoever had the claim before may have died when the column was made and not yet stored, so it is looked for first. */
  private async findOrMake(claim: ClaimedLineItem, wanted: WantedLineItem): Promise<string> {
    const found = await this.findAtPlatform(wanted);
    if (found) return found.id;
    const prolonged = await this.items.prolong(claim, new Date());
    if (!prolonged) throw new Error('The platform took too long; somebody else looks for the column now.');
    return (await this.make(wanted)).id;
  }

  private async findAtPlatform({ platform, container, assignmentId }: WantedLineItem) {
    const url = new URL(container);
    url.searchParams.set('resource_id', assignmentId);
    const bodies = await readPages(url.href, (page) =>
      this.services.call(platform, {
        method: 'GET',
        url: page,
        scope: serviceScopes.lineItems,
        accept: mediaTypes.lineItems,
      }),
    );
    // Not every platform filters.
    const found = bodies.flatMap((body) =>
      parsedAnswer(z.array(lineItemSchema), body, 'The list of columns of the platform'),
    );
    return found.find(({ resourceId }) => resourceId === assignmentId) ?? null;
  }

  private async make(wanted: WantedLineItem): Promise<FoundLineItem> {
    const { platform, container, assignmentId, resourceLinkId, title, points } = wanted;
    const asked = this.services.call(platform, {
      method: 'POST',
      url: container,
      scope: serviceScopes.lineItems,
      accept: mediaTypes.lineItem,
      contentType: mediaTypes.lineItem,
      body: JSON.stringify({
        label: title,
        scoreMaximum: points,
        resourceId: assignmentId,
        ...(resourceLinkId === null ? {} : { resourceLinkId }),
      }),
    });
    const answer = await asked.catch((error: Error) => {
      throw error instanceof OutgoingError ? new Unanswered(error.message, { cause: error }) : error;
    });
    const said = `The platform makes no column: it answers ${answer.status}.`;
    if (answer.status >= 500) throw new Unanswered(said);
    if (answer.status !== 200 && answer.status !== 201) throw new Error(said);
    return parsedAnswer(lineItemSchema, answer.body, 'The column that the platform has made');
  }
}
