import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Caller, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { ErasureRepository } from './erasure.repository.js';
import { knownForm, unknown } from './path-ids.js';
import { PersonData } from './person-data.js';

const file = {
  description: 'Everything: account, courses, grades, submissions with reports and runs, comments, log',
  content: { 'application/json': { schema: { type: 'object' } } },
};

/** What data protection asks for: to read all that is stored about a person, and to have it erased. */
@ApiTags('people')
@Controller()
export class PersonDataController {
  constructor(
    private readonly prisma: PrismaService,
    private readonly data: PersonData,
    private readonly erasure: ErasureRepository,
  ) {}

  @Get('me/data')
  @ApiOperation({ operationId: 'exportMyData', summary: 'Everything that is stored about the caller' })
  @ApiOkResponse(file)
  async mine(@SignedInCaller() { personId }: Caller, @Res() response: Response): Promise<void> {
    await this.send(personId, personId, response);
  }

  @Get('people/:personId/data')
  @ApiOperation({ operationId: 'exportPersonData', summary: 'Everything that is stored about a person' })
  @ApiOkResponse(file)
  @ApiProblems('not-found')
  async ofPerson(
    @SignedInCaller() caller: Caller,
    @Param('personId') id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.send(knownForm('person', id), caller.personId, response);
  }

  @Delete('people/:personId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'erasePerson',
    summary: 'Takes away all that tells who a person was; grades stay, as of nobody',
  })
  @ApiNoContentResponse({ description: 'Erased, now or before' })
  @ApiProblems('not-found', 'conflict')
  async erase(@SignedInCaller() caller: Caller, @Param('personId') id: string): Promise<void> {
    const personId = knownForm('person', id);
    if (personId === caller.personId) {
      throw new ProblemError('conflict', 'You cannot erase yourself; ask another administrator.');
    }
    await this.erasure.erase(personId, caller.personId);
  }

  private async send(personId: string, actorId: string, response: Response): Promise<void> {
    const pieces = await this.data.find(personId);
    if (!pieces) throw unknown('person', personId);
    await audit(this.prisma, {
      actorId,
      courseId: null,
      action: 'person-exported',
      subject: personId,
      details: {},
    });
    response.attachment('person.json').set('Cache-Control', 'no-store').type('application/json');
    await pipeline(Readable.from(pieces), response);
  }
}
