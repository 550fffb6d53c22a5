/** Who and what there is at the platform. Ids are its own. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Member extends Person {
  readonly roles: readonly string[];
  status: 'Active' | 'Inactive' | 'Deleted';
}

export interface ResourceLink {
  readonly id: string;
  readonly title: string;
  readonly clientId: string;
  readonly url: string;
  readonly custom: Readonly<Record<string, string>>;
}

export interface Course {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly members: Member[];
  readonly links: ResourceLink[];
}

export interface LineItem {
  readonly id: number;
  readonly courseId: string;
  readonly clientId: string;
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  tag?: string;
  resourceLinkId?: string;
  startDateTime?: string;
  endDateTime?: string;
}

/** A tool as it is registered here. Keys are looked up at `jwksUrl`. */
export interface Tool {
  readonly clientId: string;
  readonly deploymentId: string;
  readonly loginUrl: string;
  readonly redirectUrls: readonly string[];
  readonly jwksUrl: string;
  readonly targetLinkUri: string;
  readonly scopes: readonly string[];
}

export class PlatformState {
  readonly tools = new Map<string, Tool>();
  readonly courses = new Map<string, Course>();
  readonly lineItems = new Map<number, LineItem>();
  private lastId = 100;

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  addLineItem(item: Omit<LineItem, 'id'>): LineItem {
    const stored = { ...item, id: this.nextId() };
    this.lineItems.set(stored.id, stored);
    return stored;
  }
}
