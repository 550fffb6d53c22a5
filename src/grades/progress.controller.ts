import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { CurrentMembership, type Membership } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import { Progress, type ProgressView } from './gradebook.schema.js';
import { knownForm, unknown } from './path-ids.js';
import { ProgressRepository } from './progress.repository.js';

@ApiTags('grades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId')
export class ProgressController {
  constructor(private readonly progress: ProgressRepository) {}

  @Get('people/:enrolmentId/progress')
  @ApiOperation({ operationId: 'getProgress', summary: 'How far a person is, as whoever grades sees it' })
  @ZodResponse({ status: 200, description: 'All assignments with their grades', type: Progress })
  @ApiProblems('not-found')
  async getProgress(
    @CurrentMembership() { courseId }: Membership,
    @Param('enrolmentId') id: string,
  ): Promise<ProgressView> {
    const enrolmentId = knownForm('person', id);
    const found = await this.progress.find({ courseId, enrolmentId, reader: 'grader', now: new Date() });
    if (!found) throw unknown('person', id);
    return found;
  }

  @Get('progress')
  @ApiOperation({ operationId: 'getMyProgress', summary: 'How far one is oneself, as far as it may be seen' })
  @ZodResponse({ status: 200, description: 'All assignments with their grades', type: Progress })
  @ApiProblems('not-found')
  async getMyProgress(
    @CurrentMembership() { courseId, enrolmentId, role }: Membership,
  ): Promise<ProgressView> {
    const reader = role === 'student' ? 'student' : 'grader';
    const found =
      enrolmentId && (await this.progress.find({ courseId, enrolmentId, reader, now: new Date() }));
    if (!found) throw new ProblemError('not-found', 'You are not enrolled in this course.');
    return found;
  }
}
