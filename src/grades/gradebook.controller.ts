import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { CurrentMembership, type Membership } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { CourseSubmissionsRepository } from './course-submissions.repository.js';
import {
  CourseSubmissions,
  CourseSubmissionsQuery,
  type CourseSubmissionsView,
} from './course-submissions.schema.js';
import { Gradebook, GradebookQuery, type GradebookView } from './gradebook.schema.js';
import { GradebookReader } from './gradebook-reader.js';
import { knownForm, unknown } from './path-ids.js';
import { StatisticsRepository } from './statistics.repository.js';
import {
  AssignmentStatistics,
  CourseStatistics,
  type CourseStatisticsView,
  type StatisticsView,
} from './statistics.schema.js';

/** What whoever grades sees of a whole course. */
@ApiTags('grades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId')
export class GradebookController {
  constructor(
    private readonly gradebook: GradebookReader,
    private readonly statistics: StatisticsRepository,
    private readonly submissions: CourseSubmissionsRepository,
  ) {}

  @Get('gradebook')
  @ApiOperation({ operationId: 'getGradebook', summary: 'Students and their grades, page by page' })
  @ZodResponse({ status: 200, description: 'One page', type: Gradebook })
  @ApiProblems('bad-cursor', 'bad-query')
  async getGradebook(
    @CurrentMembership() { courseId }: Membership,
    @Query() query: GradebookQuery,
  ): Promise<GradebookView> {
    return this.gradebook.page(courseId, query);
  }

  @Get('statistics')
  @ApiOperation({ operationId: 'getCourseStatistics', summary: 'What came of each assignment, in short' })
  @ZodResponse({ status: 200, description: 'The figures', type: CourseStatistics })
  async getCourseStatistics(@CurrentMembership() { courseId }: Membership): Promise<CourseStatisticsView> {
    return this.statistics.ofCourse(courseId);
  }

  @Get('assignments/:assignmentId/statistics')
  @ApiOperation({ operationId: 'getStatistics', summary: 'What came of an assignment, over all students' })
  @ZodResponse({ status: 200, description: 'The figures', type: AssignmentStatistics })
  @ApiProblems('not-found')
  async getStatistics(
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') id: string,
  ): Promise<StatisticsView> {
    const assignmentId = knownForm('assignment', id);
    const found = await this.statistics.find({ courseId, assignmentId });
    if (!found) throw unknown('assignment', id);
    return found;
  }

  @Get('submissions')
  @ApiOperation({ operationId: 'listCourseSubmissions', summary: 'All that was handed in, newest first' })
  @ZodResponse({ status: 200, description: 'One page', type: CourseSubmissions })
  @ApiProblems('bad-cursor', 'bad-query')
  async listSubmissions(
    @CurrentMembership() { courseId }: Membership,
    @Query() { assignment, enrolment, status, cursor, limit }: CourseSubmissionsQuery,
  ): Promise<CourseSubmissionsView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const wanted = { courseId, assignment, enrolment, status };
    const found = await this.submissions.list(wanted, after, limit + 1);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map((item) => ({ ...item, createdAt: item.createdAt.toISOString() })),
      nextCursor: last ? encodeCursor(last) : null,
    };
  }
}
