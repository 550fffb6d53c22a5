import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { AttemptsRepository } from './attempts.repository.js';
import { Attempts, type AttemptsView } from './course-submissions.schema.js';
import { knownForm, unknown } from './path-ids.js';
import { ReaderRoles } from './reader-roles.js';

@ApiTags('grades')
@Controller('submissions/:id/attempts')
export class AttemptsController {
  constructor(
    private readonly attempts: AttemptsRepository,
    private readonly readers: ReaderRoles,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listAttempts',
    summary: 'All that the same person handed in for the same assignment or, in practice, exercise',
  })
  @ZodResponse({ status: 200, description: 'Oldest first; the newest 200', type: Attempts })
  @ApiProblems('not-found')
  async list(@CurrentCaller() caller: Caller | null, @Param('id') id: string): Promise<AttemptsView> {
    const isGrader = await this.readers.isGrader(knownForm('submission', id), caller);
    const items = await this.attempts.list(id, { isGrader, now: new Date() });
    if (!items) throw unknown('submission', id);
    return { items };
  }
}
