import { type Answer, type Asked, demandMediaType } from './exchange.js';
import type { LineItems } from './line-items.js';
import { pageOf } from './paging.js';
import type { Course, Member, PlatformState } from './state.js';
import { mediaTypes, scopes } from './words.js';

const rule = 'memberships';

/** The names and roles service (NRPS 2.0), in pages by Link. */
export class Memberships {
  membersPerPage = 3;

  constructor(
    private readonly state: PlatformState,
    private readonly lineItems: LineItems,
    private readonly origin: () => string,
  ) {}

  urlOf(courseId: string, deploymentId: string): string {
    return `${this.origin()}/services/courses/${courseId}/memberships?type_id=${deploymentId}`;
  }

  list(asked: Asked, courseId: string): Answer {
    this.lineItems.enter(asked, courseId, [scopes.memberships]);
    demandMediaType(asked, 'accept', mediaTypes.memberships, rule);
    const course = this.state.courses.get(courseId) as Course;
    const role = asked.url.searchParams.get('role');
    const found = course.members.filter(
      ({ roles }) => role === null || roles.some((each) => isRole(each, role)),
    );
    const { page, headers } = pageOf(asked.url, found, this.membersPerPage, rule);
    const { id, label, title } = course;
    const body = { id: asked.url.href, context: { id, label, title }, members: page.map(view) };
    return {
      status: 200,
      headers: { ...headers, 'Content-Type': mediaTypes.memberships },
      body: JSON.stringify(body),
    };
  }
}

/** Context roles may be asked for by their short names. */
const isRole = (full: string, asked: string) => full === asked || full.endsWith(`#${asked}`);

const view = ({ id, name, email, roles, status }: Member) => ({ user_id: id, name, email, roles, status });
