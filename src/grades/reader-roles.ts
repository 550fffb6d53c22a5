import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { PrismaService } from '../platform/prisma.service.js';

/** As what somebody reads a submission: the access guard lets in its student and those who grade it alike. */
@Injectable()
export class ReaderRoles {
  constructor(private readonly prisma: PrismaService) {}

  async isGrader(submissionId: string, caller: Caller | null): Promise<boolean> {
    if (!caller) return false;
    if (caller.isAdministrator) return true;
    const enrolments = await this.prisma.enrolment.count({
      where: {
        personId: caller.personId,
        role: { in: ['assistant', 'instructor'] },
        course: { assignments: { some: { submissions: { some: { id: submissionId } } } } },
      },
    });
    return enrolments > 0;
  }
}
