import {
  type Answer,
  type Asked,
  demand,
  demandMediaType,
  isText,
  parsedObject,
  Refusal,
} from './exchange.js';
import { pageOf } from './paging.js';
import type { LineItem, PlatformState, Tool } from './state.js';
import type { TokenEndpoint } from './token-endpoint.js';
import { mediaTypes, scopes } from './words.js';

const rule = 'line-item';
const readable = [scopes.lineItems, scopes.lineItemsReadOnly];

/** The line item service of AGS 2.0. All its addresses carry a query string, as Moodle's do. */
export class LineItems {
  itemsPerPage = 2;

  constructor(
    private readonly state: PlatformState,
    private readonly tokens: TokenEndpoint,
    private readonly origin: () => string,
  ) {}

  /** The `lineitems` of a course for one tool. */
  containerUrl(courseId: string, tool: Tool): string {
    return `${this.origin()}/services/courses/${courseId}/lineitems?type_id=${tool.deploymentId}`;
  }

  urlOf(item: LineItem): string {
    const tool = this.state.tools.get(item.clientId);
    return `${this.origin()}/services/courses/${item.courseId}/lineitems/${item.id}/lineitem?type_id=${tool?.deploymentId}`;
  }

  list(asked: Asked, courseId: string): Answer {
    const tool = this.enter(asked, courseId, readable);
    demandMediaType(asked, 'accept', mediaTypes.lineItems, rule);
    const query = asked.url.searchParams;
    const filters = { resource_link_id: 'resourceLinkId', resource_id: 'resourceId', tag: 'tag' } as const;
    const found = [...this.state.lineItems.values()].filter(
      (item) =>
        item.courseId === courseId &&
        item.clientId === tool.clientId &&
        Object.entries(filters).every(([name, field]) => !query.has(name) || query.get(name) === item[field]),
    );
    const { page, headers } = pageOf(asked.url, found, this.itemsPerPage, rule);
    return {
      status: 200,
      headers: { ...headers, 'Content-Type': mediaTypes.lineItems },
      body: JSON.stringify(page.map((item) => this.view(item))),
    };
  }

  create(asked: Asked, courseId: string): Answer {
    const tool = this.enter(asked, courseId, [scopes.lineItems]);
    demandMediaType(asked, 'content-type', mediaTypes.lineItem, rule);
    const fields = fieldsOf(asked.body);
    const course = this.state.courses.get(courseId);
    const { resourceLinkId: linkId } = fields;
    const ownsLink = course?.links.some((link) => link.id === linkId && link.clientId === tool.clientId);
    demand(linkId === undefined || ownsLink === true, rule, `There is no resource link ${linkId}`, 404);
    const same = [...this.state.lineItems.values()].find(
      (item) =>
        item.courseId === courseId &&
        item.clientId === tool.clientId &&
        item.resourceId === fields.resourceId &&
        item.resourceLinkId === linkId &&
        item.tag === fields.tag,
    );
    demand(!same, rule, `There is one already for the same resource: ${same?.id}`, 409);
    return this.answer(201, this.state.addLineItem({ ...fields, courseId, clientId: tool.clientId }));
  }

  get(asked: Asked, courseId: string, id: string): Answer {
    const tool = this.enter(asked, courseId, readable);
    demandMediaType(asked, 'accept', mediaTypes.lineItem, rule);
    return this.answer(200, this.itemOf(courseId, id, tool));
  }

  put(asked: Asked, courseId: string, id: string): Answer {
    const tool = this.enter(asked, courseId, [scopes.lineItems]);
    demandMediaType(asked, 'content-type', mediaTypes.lineItem, rule);
    const item = this.itemOf(courseId, id, tool);
    const fields = fieldsOf(asked.body);
    demand(fields.resourceLinkId === item.resourceLinkId, rule, 'A line item keeps its resource link');
    return this.answer(200, Object.assign(item, fields));
  }

  /** The line item of this address; one that is gone is no fault of the tool. */
  itemOf(courseId: string, id: string, tool: Tool): LineItem {
    const item = this.state.lineItems.get(Number(id));
    if (!item) throw new Refusal(404, rule, `There is no line item ${id}`, false);
    const isIts = item.courseId === courseId && item.clientId === tool.clientId;
    demand(isIts, rule, `Line item ${id} is of another tool or course`, 403);
    return item;
  }

  /** The tool that comes, if its token and the address are good. */
  enter(asked: Asked, courseId: string, accepted: readonly string[]): Tool {
    const tool = this.tokens.bearer(asked, accepted);
    demand(this.state.courses.has(courseId), rule, `There is no course ${courseId}`, 404);
    const type = asked.url.searchParams.get('type_id');
    demand(type === tool.deploymentId, 'query-kept', `The address has lost its type_id: ${type}`, 404);
    return tool;
  }

  private answer(status: number, item: LineItem): Answer {
    return {
      status,
      headers: { 'Content-Type': mediaTypes.lineItem },
      body: JSON.stringify(this.view(item)),
    };
  }

  private view(item: LineItem) {
    const { courseId: _, clientId: __, ...shown } = item;
    return { ...shown, id: this.urlOf(item) };
  }
}

function fieldsOf(body: string) {
  const { id: _, ...fields } = parsedObject(body, rule);
  const { label, scoreMaximum, ...others } = fields;
  demand(isText(label), rule, 'A line item has no label');
  demand(typeof scoreMaximum === 'number' && scoreMaximum > 0, rule, `scoreMaximum is ${scoreMaximum}`);
  const texts = ['resourceId', 'tag', 'resourceLinkId', 'startDateTime', 'endDateTime'] as const;
  const known: Partial<Record<(typeof texts)[number], string>> = {};
  for (const name of texts) {
    const value = others[name];
    if (value === undefined) continue;
    demand(isText(value), rule, `${name} is ${JSON.stringify(value)}`);
    known[name] = value;
  }
  const unknown = Object.keys(others).filter((name) => !texts.includes(name as never) && !isUrl(name));
  demand(unknown.length === 0, rule, `Unknown fields: ${unknown}`);
  return { label, scoreMaximum, ...known };
}

/** Extensions are named by a full URL. */
const isUrl = (name: string) => /^https:\/\//.test(name);
