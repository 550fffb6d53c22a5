import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentMembership, type Membership } from '../auth/caller.js';
import { GradebookRepository } from './gradebook.repository.js';
import { csvRecord, csvStringifier, jsonOf } from './gradebook-files.js';
import { GradebookReader } from './gradebook-reader.js';

const peopleAtOnce = 500;

@ApiTags('grades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId')
export class GradebookFilesController {
  constructor(
    private readonly gradebook: GradebookRepository,
    private readonly reader: GradebookReader,
  ) {}

  @Get('gradebook.csv')
  @ApiOperation({
    operationId: 'exportGradebookCsv',
    summary: 'The gradebook as a table',
    description:
      'RFC 4180 in UTF-8, with a header line; students by name. A text that a spreadsheet would take for a formula begins with an apostrophe.',
  })
  @ApiOkResponse({ description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } })
  async csv(@CurrentMembership() { courseId }: Membership, @Res() response: Response): Promise<void> {
    const assignments = await this.gradebook.findAssignments(courseId);
    const records = Readable.from(this.reader.lines(courseId, assignments, peopleAtOnce)).map(csvRecord);
    response.attachment('gradebook.csv').set('Cache-Control', 'no-store');
    response.type('text/csv; charset=utf-8; header=present');
    await pipeline(records, csvStringifier(assignments), response);
  }

  @Get('gradebook.json')
  @ApiOperation({
    operationId: 'exportGradebookJson',
    summary: 'The gradebook with all there is to each grade',
  })
  @ApiOkResponse({
    description: 'Assignments, and students by name with a grade or null for each assignment, in order',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  async json(@CurrentMembership() { courseId }: Membership, @Res() response: Response): Promise<void> {
    const assignments = await this.gradebook.findAssignments(courseId);
    const lines = this.reader.lines(courseId, assignments, peopleAtOnce);
    response.attachment('gradebook.json').set('Cache-Control', 'no-store').type('application/json');
    await pipeline(Readable.from(jsonOf(courseId, assignments, lines)), response);
  }
}
