import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import type { CourseRole } from '../auth/access-rules.js';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { CourseRepository, type StoredCourse } from './course.repository.js';
import {
  Course,
  CourseChange,
  CourseList,
  CourseListQuery,
  type CourseListView,
  type CourseView,
  NewCourse,
} from './course.schema.js';

@ApiTags('courses')
@Controller('courses')
export class CoursesController {
  constructor(private readonly courses: CourseRepository) {}

  @Get()
  @ApiOperation({
    operationId: 'listCourses',
    summary: "The caller's courses, newest first; for administrators all courses",
  })
  @ZodResponse({ status: 200, description: 'One page', type: CourseList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(@SignedInCaller() caller: Caller, @Query() query: CourseListQuery): Promise<CourseListView> {
    const { items, hasMore } = await this.courses.list(caller, {
      isArchived: query.archived === 'yes',
      after: query.cursor === undefined ? null : decodeCursor(query.cursor),
      limit: query.limit,
    });
    const last = items.at(-1);
    return {
      items: items.map((course) => viewOf(course, course.role)),
      nextCursor: hasMore && last ? encodeCursor(last) : null,
    };
  }

  @Post()
  @ApiOperation({ operationId: 'createCourse', summary: 'A new course, with nobody in it yet' })
  @ZodResponse({ status: 201, description: 'The course', type: Course })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field')
  async create(@SignedInCaller() caller: Caller, @Body() body: NewCourse): Promise<CourseView> {
    return viewOf(await this.courses.create(caller.personId, body), 'instructor');
  }

  @Get(':courseId')
  @ApiOperation({ operationId: 'getCourse', summary: 'One course' })
  @ApiParam({ name: 'courseId' })
  @ZodResponse({ status: 200, description: 'The course', type: Course })
  @ApiProblems('not-found')
  async get(@CurrentMembership() { courseId, role }: Membership): Promise<CourseView> {
    return viewOf(await this.courses.get(courseId), role);
  }

  @Patch(':courseId')
  @ApiOperation({ operationId: 'changeCourse', summary: 'Another title or time zone, or into the archive' })
  @ApiParam({ name: 'courseId' })
  @ZodResponse({ status: 200, description: 'The course', type: Course })
  @ApiProblems('unknown-field', 'bad-field', 'not-found')
  async change(
    @SignedInCaller() caller: Caller,
    @CurrentMembership() { courseId, role }: Membership,
    @Body() body: CourseChange,
  ): Promise<CourseView> {
    return viewOf(await this.courses.change(caller.personId, courseId, body), role);
  }

  @Delete(':courseId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteCourse',
    summary: 'Deletes a course in which nothing was handed in, with its assignments and invitations',
  })
  @ApiParam({ name: 'courseId' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-found', 'in-use')
  async delete(
    @SignedInCaller() caller: Caller,
    @CurrentMembership() { courseId }: Membership,
  ): Promise<void> {
    await this.courses.delete(caller.personId, courseId);
  }
}

function viewOf(course: StoredCourse, role: CourseRole): CourseView {
  const { id, title, timeZone, archivedAt, createdAt } = course;
  return { id, title, timeZone, isArchived: archivedAt !== null, createdAt: createdAt.toISOString(), role };
}
