import request from 'supertest';
import { aBody } from './api.js';
import { eventually } from './eventually.js';
import { type LtiPair, land, type ReadyLink } from './lti-course.js';
import type { AcceptedScore } from './lti-platform/scores.js';
import type { Course, Member, ResourceLink } from './lti-platform/state.js';

export interface LtiStudent extends Member {
  readonly cookie: string;
}

/** A link in a course of the platform. */
interface LinkedPlace {
  readonly course: Course;
  readonly link: ResourceLink;
}

/** What students do who come from a platform, what their instructor sets, and what the platform has of it. */
export function studentsOf(url: string, { platform, tool }: LtiPair) {
  const lastOf = ({ id }: Member): AcceptedScore | undefined =>
    platform.scores.accepted.findLast(({ userId }) => userId === id);
  const enrolmentOf = async ({ name }: Member, { courseId, cookie }: ReadyLink): Promise<string> => {
    const { body } = await request(url)
      .get(`/api/v1/courses/${courseId}/people?search=${encodeURIComponent(name)}`)
      .set('Cookie', cookie)
      .expect(200);
    return body.items.find((each: { name: string }) => each.name === name).id;
  };
  return {
    lastOf,
    enrolmentOf,
    aStudentOf: async ({ course, link }: LinkedPlace, name: string): Promise<LtiStudent> => {
      const member = platform.addMember(course, name);
      const { cookie } = await land(platform, { tool, person: member, course, link });
      return { ...member, cookie };
    },
    handIn: async ({ cookie }: LtiStudent, assignment: string): Promise<string> => {
      const { exercise: _exercise, ...files } = aBody();
      const { body } = await request(url)
        .post('/api/v1/submissions')
        .set('Cookie', cookie)
        .send({ ...files, assignment })
        .expect(202);
      return body.id;
    },
    scoresOf: ({ id }: Member) => platform.scores.accepted.filter(({ userId }) => userId === id),
    untilScore: (member: Member, what: string, isIt: (score: AcceptedScore) => boolean) =>
      eventually(what, () => {
        const last = lastOf(member);
        return last && isIt(last) ? last : null;
      }),
    setPoints: async (student: Member, at: ReadyLink, points: number): Promise<void> => {
      const id = await enrolmentOf(student, at);
      await request(url)
        .put(`/api/v1/courses/${at.courseId}/assignments/${at.assignmentId}/grades/${id}/override`)
        .set('Cookie', at.cookie)
        .send({ points, reason: 'as told' })
        .expect(200);
    },
  };
}
