import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { type LineItemPlace, LtiLineItemRepository } from './lti-line-item.repository.js';
import { LtiServices, type ServicePlatform } from './lti-services.js';
import { mediaTypes, serviceScopes } from './lti-words.js';
import { readPages } from './paged-service.js';

const lineItemSchema = z.object({
  id: z.url(),
  resourceId: z.string().optional(),
  resourceLinkId: z.string().optional(),
});
type FoundLineItem = z.infer<typeof lineItemSchema>;

/** The columns for our assignments in the gradebooks of platforms (Assignment and Grade Services 2.0): each found, or made, once. */
@Injectable()
export class LineItems {
  private readonly logger = new Logger(LineItems.name);
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly items: LtiLineItemRepository,
    private readonly services: LtiServices,
  ) {}

  /**
   * Sees to the column of an assignment. `told`: the one that the platform says belongs to the link. What goes wrong is kept for the
   * instructors, and is tried again with the next launch. Fulfils in any case.
   */
  async keep(place: LineItemPlace, told: string | null): Promise<void> {
    const key = `${place.contextId} ${place.assignmentId}`;
    const before = this.underWay.get(key);
    if (before) return before;
    const work = this.find(place, told)
      .catch((error: Error) => {
        this.logger.warn(`No column for assignment ${place.assignmentId}: ${error.message}`);
        return this.items.noteProblem(place.contextId, error.message);
      })
      .finally(() => this.underWay.delete(key));
    this.underWay.set(key, work);
    return work;
  }

  /** Before the process ends. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private async find(place: LineItemPlace, told: string | null): Promise<void> {
    const stored = await this.items.find(place);
    if (told !== null) {
      if (stored?.url !== told) await this.items.store(place, told);
      return;
    }
    if (stored) return;
    const context = await this.items.getContext(place);
    if (context.lineItemsUrl === null || !context.scopes.includes(serviceScopes.lineItems)) return;
    const { platform, lineItemsUrl } = context;
    const item =
      (await this.findAtPlatform(platform, lineItemsUrl, place)) ??
      (await this.make(platform, lineItemsUrl, { ...place, ...context.assignment }));
    // Our token goes wherever it says.
    if (new URL(item.id).origin !== new URL(lineItemsUrl).origin)
      throw new Error(`The platform names a column of another site: ${item.id}.`);
    await this.items.store(place, item.id);
  }

  private async findAtPlatform(
    platform: ServicePlatform,
    container: string,
    { assignmentId }: LineItemPlace,
  ) {
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
    const found = bodies.flatMap((body) => z.array(lineItemSchema).parse(JSON.parse(body)));
    return found.find(({ resourceId }) => resourceId === assignmentId) ?? null;
  }

  private async make(
    platform: ServicePlatform,
    container: string,
    { assignmentId, resourceLinkId, title, points }: LineItemPlace & { title: string; points: number },
  ): Promise<FoundLineItem> {
    const answer = await this.services.call(platform, {
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
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`The platform makes no column: it answers ${answer.status}.`);
    return lineItemSchema.parse(JSON.parse(answer.body));
  }
}
