import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, SignedInCaller } from '../../auth/caller.js';
import { ApiProblems } from '../../platform/api-problems.js';
import { ProblemError } from '../../platform/problem.js';
import { LtiArrivals, questionOf } from './lti-arrivals.js';
import { LtiContextRepository } from './lti-context.repository.js';
import { LtiVisitRepository, type Visit } from './lti-visit.repository.js';
import { LtiAssignmentChoice, LtiCourseChoice, LtiVisit, type LtiVisitView } from './lti-visit.schema.js';

const bodyProblems = [
  'malformed-json',
  'unsupported-media-type',
  'unknown-field',
  'missing-field',
  'bad-field',
] as const;

/** For instructors whose launch asks for a decision; everybody has only launches of their own. */
@ApiTags('lti')
@Controller('lti/visits/:visitId')
export class LtiVisitsController {
  constructor(
    private readonly visits: LtiVisitRepository,
    private readonly contexts: LtiContextRepository,
    private readonly arrivals: LtiArrivals,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getLtiVisit', summary: 'What a launch asks its instructor' })
  @ZodResponse({ status: 200, description: 'The question', type: LtiVisit })
  @ApiProblems('not-found')
  async get(@SignedInCaller() caller: Caller, @Param('visitId') visitId: string): Promise<LtiVisitView> {
    return this.viewOf(await this.visits.get(visitId, caller.personId, new Date()));
  }

  @Post('course')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chooseLtiCourse',
    summary: 'Say which course here the one of the platform is',
  })
  @ZodResponse({ status: 200, description: 'What is asked next', type: LtiVisit })
  @ApiProblems(...bodyProblems, 'not-found')
  async chooseCourse(
    @SignedInCaller() { personId }: Caller,
    @Param('visitId') visitId: string,
    @Body() { courseId }: LtiCourseChoice,
  ): Promise<LtiVisitView> {
    const visit = await this.visits.get(visitId, personId, new Date());
    assertInstructor(visit);
    const { subject } = visit.launch;
    await this.contexts.giveCourse(visit, { personId, subject }, courseId);
    return this.viewOf(visit);
  }

  @Post('assignment')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chooseLtiAssignment',
    summary: 'Say which assignment a link of the platform leads to',
  })
  @ZodResponse({ status: 200, description: 'Where to go on', type: LtiVisit })
  @ApiProblems(...bodyProblems, 'not-found', 'unknown-assignment', 'conflict')
  async chooseAssignment(
    @SignedInCaller() { personId }: Caller,
    @Param('visitId') visitId: string,
    @Body() { assignmentId }: LtiAssignmentChoice,
  ): Promise<LtiVisitView> {
    const visit = await this.visits.get(visitId, personId, new Date());
    assertInstructor(visit);
    const { purpose } = visit.launch;
    const context = await this.contexts.find(visit);
    if (!context || purpose.kind !== 'resource-link')
      throw new ProblemError('conflict', 'This launch does not ask for an assignment.');
    await this.contexts.choose(context, purpose.resourceLinkId, assignmentId);
    return this.viewOf(visit);
  }

  private async viewOf(visit: Visit): Promise<LtiVisitView> {
    const { id, platform, personId, launch } = visit;
    const context = await this.contexts.find(visit);
    const { purpose } = launch;
    return {
      id,
      platform: platform.name,
      context: launch.context.title,
      linkTitle: purpose.kind === 'resource-link' ? purpose.title : null,
      question: questionOf(launch, context),
      acceptsMultiple: purpose.kind === 'deep-linking' && purpose.acceptsMultiple,
      courseId: context?.courseId ?? null,
      courses: context ? [] : await this.contexts.taughtBy(personId),
      next: context ? await this.arrivals.findPath(visit, context) : null,
    };
  }
}

/** Anybody's launch has a visit; only instructors decide. */
function assertInstructor({ launch }: Visit): void {
  if (launch.role !== 'instructor')
    throw new ProblemError(
      'not-found',
      'This launch asks nothing of you. Open the link in your course again.',
    );
}
