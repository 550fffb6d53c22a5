import { PrismaService } from '../../src/platform/prisma.service.js';
import type { Service } from '../../src/service.js';
import { makeCourse } from './course-with-grades.js';
import { enrol, signedInPerson, type TestPerson } from './people.js';
import { startPostgres } from './postgres.js';
import { startTestService } from './service.js';

export interface Member extends TestPerson {
  readonly enrolment: { readonly id: string; readonly personId: string };
}

/** The real service, without a worker, with a course and those who look at it. */
export interface GradedService {
  readonly url: string;
  readonly databaseUrl: string;
  readonly prisma: PrismaService;
  readonly courseId: string;
  readonly instructor: Member;
  readonly assistant: Member;
  readonly administrator: TestPerson;
  /** A student who can sign in. */
  makeStudent(name: string): Promise<Member>;
  stop(): Promise<void>;
}

export async function startGradedService(): Promise<GradedService> {
  const postgres = startPostgres();
  const databaseUrl = await postgres.createMigratedDatabase();
  const service: Service = await startTestService({ databaseUrl, roles: 'api' });
  const url = service.url ?? '';
  const prisma = new PrismaService(databaseUrl);
  const courseId = await makeCourse(prisma);
  const makeMember = async (name: string, role: 'student' | 'assistant' | 'instructor'): Promise<Member> => {
    const person = await signedInPerson({ url, databaseUrl }, { name: role });
    await prisma.person.update({ where: { id: person.id }, data: { name } });
    const id = await enrol(databaseUrl, courseId, person.id, role);
    return { ...person, enrolment: { id, personId: person.id } };
  };
  return {
    url,
    databaseUrl,
    prisma,
    courseId,
    instructor: await makeMember('Ines', 'instructor'),
    assistant: await makeMember('Asa', 'assistant'),
    administrator: await signedInPerson({ url, databaseUrl }, { name: 'Root', isAdministrator: true }),
    makeStudent: (name) => makeMember(name, 'student'),
    stop: async () => {
      await service.stop();
      await prisma.onApplicationShutdown();
      await postgres.stop();
    },
  };
}
