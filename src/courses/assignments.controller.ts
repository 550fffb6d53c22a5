import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { AssignmentRepository, type StoredAssignment } from './assignment.repository.js';
import {
  Assignment,
  AssignmentChange,
  AssignmentList,
  type AssignmentListView,
  type AssignmentView,
  NewAssignment,
} from './assignment.schema.js';
import { assignmentView } from './assignment-view.js';
import { ExerciseLibrary } from './exercise-library.js';
import { versionOf } from './exercise-versions.js';
import { StandingRepository } from './standing.repository.js';

@ApiTags('courses')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/assignments')
export class AssignmentsController {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly standings: StandingRepository,
    private readonly library: ExerciseLibrary,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listAssignments', summary: 'All assignments, and how the caller stands' })
  @ZodResponse({ status: 200, description: 'All of them', type: AssignmentList })
  @ApiProblems('not-found')
  async list(@CurrentMembership() membership: Membership): Promise<AssignmentListView> {
    const assignments = await this.assignments.list(membership.courseId);
    return { items: await this.viewsOf(assignments, membership) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createAssignment',
    summary: 'Gives an exercise in the course',
    description: 'Dates carry their offset, as in `2027-01-31T23:59:00+01:00`.',
  })
  @ZodResponse({ status: 201, description: 'The assignment', type: Assignment })
  @ApiProblems(
    'unknown-field',
    'missing-field',
    'bad-field',
    'bad-dates',
    'unknown-exercise',
    'unknown-version',
    'not-found',
  )
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() membership: Membership,
    @Body() body: NewAssignment,
  ): Promise<AssignmentView> {
    const exerciseVersion = await versionOf(
      this.library,
      membership.courseId,
      body.exercise,
      body.exerciseVersion ?? null,
    );
    const deed = { actorId, courseId: membership.courseId };
    return this.viewOf(await this.assignments.create(deed, { ...body, exerciseVersion }), membership);
  }

  @Get(':assignmentId')
  @ApiOperation({ operationId: 'getAssignment', summary: 'One assignment, and how the caller stands' })
  @ZodResponse({ status: 200, description: 'The assignment', type: Assignment })
  @ApiProblems('not-found')
  async get(
    @CurrentMembership() membership: Membership,
    @Param('assignmentId') assignmentId: string,
  ): Promise<AssignmentView> {
    return this.viewOf(await this.assignments.get(membership.courseId, assignmentId), membership);
  }

  @Patch(':assignmentId')
  @ApiOperation({
    operationId: 'changeAssignment',
    summary: 'Other dates, points or rules; grades follow at once',
    description: 'Extensions that would give less time than everybody has are lifted to the new dates.',
  })
  @ZodResponse({ status: 200, description: 'The assignment', type: Assignment })
  @ApiProblems(
    'unknown-field',
    'bad-field',
    'bad-dates',
    'unknown-exercise',
    'unknown-version',
    'not-found',
    'in-use',
  )
  async change(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() membership: Membership,
    @Param('assignmentId') assignmentId: string,
    @Body() body: AssignmentChange,
  ): Promise<AssignmentView> {
    const { courseId } = membership;
    const { exercise, exerciseVersion } = body;
    if (exercise === undefined && exerciseVersion === undefined) {
      return this.viewOf(
        await this.assignments.change({ actorId, courseId }, assignmentId, body),
        membership,
      );
    }
    const before = await this.assignments.get(courseId, assignmentId);
    const slug = exercise ?? before.exercise;
    const version = await versionOf(this.library, courseId, slug, exerciseVersion ?? null);
    const changes = { ...body, exercise: slug, exerciseVersion: version };
    return this.viewOf(
      await this.assignments.change({ actorId, courseId }, assignmentId, changes),
      membership,
    );
  }

  @Delete(':assignmentId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteAssignment',
    summary: 'Deletes an assignment for which nothing was handed in',
  })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-found', 'in-use')
  async delete(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
  ): Promise<void> {
    await this.assignments.delete({ actorId, courseId }, assignmentId);
  }

  private async viewOf(assignment: StoredAssignment, membership: Membership): Promise<AssignmentView> {
    const [view] = await this.viewsOf([assignment], membership);
    if (!view) throw new Error('One assignment has one view');
    return view;
  }

  private async viewsOf(
    assignments: readonly StoredAssignment[],
    { enrolmentId, role }: Membership,
  ): Promise<AssignmentView[]> {
    const ids = assignments.map(({ id }) => id);
    const standings = enrolmentId === null ? null : await this.standings.find(enrolmentId, ids);
    const now = new Date();
    return assignments.map((assignment) =>
      assignmentView(assignment, role, standings?.get(assignment.id) ?? null, now),
    );
  }
}
