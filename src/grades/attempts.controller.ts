import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { IsGrader } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { AttemptsRepository } from './attempts.repository.js';
import { Attempts, type AttemptsView } from './course-submissions.schema.js';
import { knownForm, unknown } from './path-ids.js';

@ApiTags('grades')
@Controller('submissions/:id/attempts')
export class AttemptsController {
  constructor(private readonly attempts: AttemptsRepository) {}

  @Get()
  @ApiOperation({
    operationId: 'listAttempts',
    summary: 'All that the same person handed in for the same assignment or, in practice, exercise',
  })
  @ZodResponse({ status: 200, description: 'Oldest first; the newest 200', type: Attempts })
  @ApiProblems('not-found')
  async list(@IsGrader() isGrader: boolean, @Param('id') id: string): Promise<AttemptsView> {
    const items = await this.attempts.list(knownForm('submission', id), { isGrader, now: new Date() });
    if (!items) throw unknown('submission', id);
    return { items };
  }
}
