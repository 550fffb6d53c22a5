import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { CONFIG, type Config } from '../config/config.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeKey, encodeKey } from '../platform/cursor.js';
import { invitationPath, pageLink } from '../platform/page-links.js';
import { EnrolmentRepository, type StoredEnrolment } from './enrolment.repository.js';
import {
  Enrolment,
  EnrolmentChange,
  EnrolmentList,
  EnrolmentListQuery,
  type EnrolmentListView,
  type EnrolmentView,
} from './enrolment.schema.js';
import { readPeopleCsv } from './people-csv.js';
import type { PlannedLine } from './people-import.js';
import { PeopleImportRepository } from './people-import.repository.js';
import { ImportedPeople, type ImportedPeopleView, PeopleImport } from './people-import.schema.js';

const key = z.tuple([z.string(), z.uuid()]);

@ApiTags('courses')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/people')
export class CoursePeopleController {
  constructor(
    private readonly enrolments: EnrolmentRepository,
    private readonly imports: PeopleImportRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listEnrolments', summary: 'The people of a course, by name' })
  @ZodResponse({ status: 200, description: 'One page', type: EnrolmentList })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { search, role, cursor, limit }: EnrolmentListQuery,
  ): Promise<EnrolmentListView> {
    const { items, hasMore } = await this.enrolments.list({
      courseId,
      search: search || null,
      role: role ?? null,
      after: cursor === undefined ? null : decodeKey(cursor, key),
      limit,
    });
    const last = items.at(-1);
    return {
      items: items.map(viewOf),
      nextCursor: hasMore && last ? encodeKey([last.name, last.id]) : null,
    };
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'importPeople',
    summary: 'Brings a list of people into the course, all of it or nothing',
    description:
      'Separated by commas, semicolons or tabs. Try it without `apply` first: the answer says what would become of each line.',
  })
  @ZodResponse({ status: 200, description: 'What became of each line', type: ImportedPeople })
  @ApiProblems('body-too-large', 'unknown-field', 'missing-field', 'bad-field', 'not-found', 'conflict')
  async import(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() { csv, role, apply }: PeopleImport,
    @Req() request: Request,
  ): Promise<ImportedPeopleView> {
    const read = readPeopleCsv(csv);
    const imported = apply
      ? await this.imports.apply({ actorId, courseId }, read, role, new Date())
      : await this.imports.plan(courseId, read, role);
    const { applied, lines, tokens } = imported;
    return {
      lines: lines.map(lineView),
      applied,
      ...(applied
        ? {
            links: tokens.map(({ email, token }) => ({
              email,
              url: pageLink(this.config.publicUrl, request, invitationPath(token)),
            })),
          }
        : {}),
    };
  }

  @Patch(':enrolmentId')
  @ApiOperation({ operationId: 'changeEnrolment', summary: 'Another role, or another external id' })
  @ZodResponse({ status: 200, description: 'The person in the course', type: Enrolment })
  @ApiProblems('unknown-field', 'bad-field', 'not-found', 'conflict')
  async change(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: EnrolmentChange,
  ): Promise<EnrolmentView> {
    return viewOf(await this.enrolments.change({ actorId, courseId }, enrolmentId, body));
  }

  @Delete(':enrolmentId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeEnrolment',
    summary: 'Takes somebody out of a course who has handed in nothing',
  })
  @ApiNoContentResponse({ description: 'The person is not in the course any more' })
  @ApiProblems('not-found', 'conflict', 'in-use')
  async remove(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('enrolmentId') enrolmentId: string,
  ): Promise<void> {
    await this.enrolments.remove({ actorId, courseId }, enrolmentId);
  }
}

function lineView({ line, name, email, externalId, outcome, errors }: PlannedLine) {
  return { line, name, email, externalId, outcome, errors: [...errors] };
}

function viewOf(enrolment: StoredEnrolment): EnrolmentView {
  const { id, personId, name, email, externalId, role, createdAt, hasAccount } = enrolment;
  return { id, personId, name, email, externalId, role, createdAt: createdAt.toISOString(), hasAccount };
}
