import { type Answer, type Asked, demand, isText } from './exchange.js';
import type { Course, PlatformState, ResourceLink, Tool } from './state.js';
import type { ToolKeys } from './tool-keys.js';
import { claims } from './words.js';

export interface ContentItem {
  readonly type: string;
  readonly url?: string;
  readonly title?: string;
  readonly custom?: Readonly<Record<string, string>>;
  readonly lineItem?: {
    readonly scoreMaximum: number;
    readonly label?: string;
    readonly resourceId?: string;
  };
}

/** What an instructor was sent to the tool for; `data` must come back as it is. */
export interface OpenSelection {
  readonly tool: Tool;
  readonly course: Course;
  readonly data: string;
  readonly acceptsMultiple: boolean;
}

const rule = 'deep-linking';

/** Where tools send back what was picked (Deep Linking 2.0, section 4). */
export class DeepLinking {
  /** All content items that were accepted. */
  readonly items: ContentItem[] = [];
  /** Resource links made of them, in the same order. */
  readonly links: ResourceLink[] = [];
  private readonly open = new Map<string, OpenSelection>();
  private readonly usedNonces = new Set<string>();

  constructor(
    private readonly state: PlatformState,
    private readonly keys: ToolKeys,
    private readonly origin: () => string,
  ) {}

  /** The address to which the answer of this selection goes. */
  begin(selection: OpenSelection): string {
    const id = String(this.state.nextId());
    this.open.set(id, selection);
    return `${this.origin()}/deep-linking/${id}?sesskey=abc`;
  }

  async answer(asked: Asked, id: string): Promise<Answer> {
    const selection = this.open.get(id);
    demand(selection !== undefined, rule, 'Nothing was asked for, or it was answered before', 404);
    demand(asked.url.searchParams.get('sesskey') === 'abc', 'query-kept', 'The address has lost its query');
    const { tool, data, acceptsMultiple, course } = selection;
    const jwt = new URLSearchParams(asked.body).get('JWT');
    demand(jwt !== null, rule, 'The form has no field JWT');
    const said = await this.keys.verified(jwt, tool, this.origin(), rule);
    demand(isText(said.nonce) && !this.usedNonces.has(said.nonce), rule, `Its nonce is ${said.nonce}`);
    this.usedNonces.add(said.nonce);
    demand(said[claims.messageType] === 'LtiDeepLinkingResponse', rule, 'It is no LtiDeepLinkingResponse');
    demand(said[claims.version] === '1.3.0', rule, `Its version is ${said[claims.version]}`);
    demand(said[claims.deploymentId] === tool.deploymentId, rule, 'It names another deployment');
    demand(said[claims.data] === data, rule, `data is ${said[claims.data]}, not what was sent`);
    const items = (said[claims.contentItems] ?? []) as ContentItem[];
    demand(Array.isArray(items), rule, 'content_items is no list');
    demand(items.length <= 1 || acceptsMultiple, rule, 'Only one may be picked');
    for (const item of items) demandLink(item, tool);
    this.open.delete(id);
    this.take(items, tool, course);
    const tell = `(window.opener ?? window.parent).postMessage({ subject: 'content-added' }, '*')`;
    return {
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: `<title>Content added</title><script>${tell}</script>`,
    };
  }

  private take(items: readonly ContentItem[], tool: Tool, course: Course): void {
    for (const item of items) {
      const { title = '', url = tool.targetLinkUri, custom = {}, lineItem } = item;
      const link = { id: `link-${this.state.nextId()}`, title, clientId: tool.clientId, url, custom };
      course.links.push(link);
      this.items.push(item);
      this.links.push(link);
      if (lineItem === undefined) continue;
      const { scoreMaximum, label = title, resourceId } = lineItem;
      this.state.addLineItem({
        courseId: course.id,
        clientId: tool.clientId,
        label,
        scoreMaximum,
        resourceLinkId: link.id,
        ...(resourceId === undefined ? {} : { resourceId }),
      });
    }
  }
}

function demandLink(item: ContentItem, tool: Tool): void {
  demand(item.type === 'ltiResourceLink', rule, `The type ${item.type} was not asked for`);
  demand(isText(item.title), rule, 'A link has no title');
  if (item.url !== undefined) {
    const isIts = new URL(item.url).host === new URL(tool.targetLinkUri).host;
    demand(isIts, rule, `A link leads to another host: ${item.url}`);
  }
  const areTexts = Object.values(item.custom ?? {}).every((value) => typeof value === 'string');
  demand(areTexts, rule, 'Custom parameters are texts');
  const maximum = item.lineItem?.scoreMaximum;
  demand(item.lineItem === undefined || (maximum ?? 0) > 0, rule, `lineItem.scoreMaximum is ${maximum}`);
}
