import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { OverrideRepository } from './override.repository.js';
import { GradeOverride, NewOverride, Override } from './override.schema.js';
import type { OverrideView } from './override-view.js';
import { knownForm } from './path-ids.js';

@ApiTags('grades')
@Controller('submissions/:id/overrides')
export class ScoreOverridesController {
  constructor(private readonly overrides: OverrideRepository) {}

  @Post()
  @ApiOperation({
    operationId: 'overrideScore',
    summary: 'Sets the points of a check, or the whole score; the computed report stays as it is',
  })
  @ZodResponse({ status: 201, description: 'It counts from now on', type: Override })
  @ApiProblems('not-found', 'conflict', 'unknown-field', 'missing-field', 'bad-field')
  async create(
    @SignedInCaller() { personId }: Caller,
    @Param('id') id: string,
    @Body() body: NewOverride,
  ): Promise<OverrideView> {
    return this.overrides.overrideScore(knownForm('submission', id), personId, body);
  }

  @Delete(':overrideId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endOverride', summary: 'The computed points count again' })
  @ApiNoContentResponse({ description: 'It has ended, and stays in the history' })
  @ApiProblems('not-found', 'conflict')
  async end(
    @SignedInCaller() { personId }: Caller,
    @Param('id') id: string,
    @Param('overrideId') overrideId: string,
  ): Promise<void> {
    await this.overrides.endOverride(
      knownForm('submission', id),
      knownForm('override', overrideId),
      personId,
    );
  }
}

@ApiTags('grades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/assignments/:assignmentId/grades/:enrolmentId/override')
export class GradeOverridesController {
  constructor(private readonly overrides: OverrideRepository) {}

  @Put()
  @ApiOperation({
    operationId: 'overrideGrade',
    summary: 'Sets the points of a person at an assignment, whatever was handed in',
  })
  @ZodResponse({ status: 200, description: 'It counts from now on', type: Override })
  @ApiProblems('not-found', 'unknown-field', 'missing-field', 'bad-field')
  async put(
    @SignedInCaller() { personId }: Caller,
    @CurrentMembership() membership: Membership,
    @Param('assignmentId') assignmentId: string,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: GradeOverride,
  ): Promise<OverrideView> {
    return this.overrides.overrideGrade(targetOf(membership, assignmentId, enrolmentId), personId, body);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endGradeOverride',
    summary: 'The points that follow from reports count again',
  })
  @ApiNoContentResponse({ description: 'It has ended, and stays in the history' })
  @ApiProblems('not-found')
  async end(
    @SignedInCaller() { personId }: Caller,
    @CurrentMembership() membership: Membership,
    @Param('assignmentId') assignmentId: string,
    @Param('enrolmentId') enrolmentId: string,
  ): Promise<void> {
    await this.overrides.endGradeOverride(targetOf(membership, assignmentId, enrolmentId), personId);
  }
}

const targetOf = ({ courseId }: Membership, assignmentId: string, enrolmentId: string) => ({
  courseId,
  assignmentId: knownForm('assignment', assignmentId),
  enrolmentId: knownForm('person', enrolmentId),
});
