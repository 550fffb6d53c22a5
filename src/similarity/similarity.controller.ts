import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { BackgroundProducer } from '../platform/background-producer.js';
import { decodeKey, encodeKey } from '../platform/cursor.js';
import { SimilarityRepository } from './similarity.repository.js';
import {
  NewSimilarityReport,
  SimilarityReport,
  SimilarityReportList,
  type SimilarityReportListView,
  SimilarityReportQuery,
  SimilarityReportSummary,
  type SimilarityReportSummaryView,
  type SimilarityReportView,
  SimilarPair,
  type SimilarPairView,
} from './similarity.schema.js';

const pairKey = z.tuple([z.number(), z.guid(), z.guid()]);

/** Older ones say nothing new. */
const maxListed = 50;

@ApiTags('similarity')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId')
export class SimilarityController {
  constructor(
    private readonly reports: SimilarityRepository,
    private readonly producer: BackgroundProducer,
  ) {}

  @Post('assignments/:assignmentId/similarity')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'createSimilarityReport',
    summary: 'Compares the newest programs of all students of an assignment',
    description:
      'Names, literals, comments and the code that everybody was given count for nothing. Nothing follows from the ' +
      'result: it shows people where to look, and no student sees it.',
  })
  @ZodResponse({ status: 202, description: 'It is being worked on', type: SimilarityReportSummary })
  @ApiProblems('unknown-field', 'bad-field', 'not-found')
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
    @Body() { threshold }: NewSimilarityReport,
  ): Promise<SimilarityReportSummaryView> {
    const report = await this.reports.create({ actorId, courseId }, assignmentId, threshold);
    await this.producer.enqueue('similarity', report.id);
    return report;
  }

  @Get('assignments/:assignmentId/similarity')
  @ApiOperation({ operationId: 'listSimilarityReports', summary: 'The last comparisons, newest first' })
  @ZodResponse({ status: 200, description: 'At most 50', type: SimilarityReportList })
  @ApiProblems('not-found')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
  ): Promise<SimilarityReportListView> {
    return { items: await this.reports.list(courseId, assignmentId, maxListed) };
  }

  @Get('similarity/:reportId')
  @ApiOperation({ operationId: 'getSimilarityReport', summary: 'Groups and pairs of similar programs' })
  @ZodResponse({ status: 200, description: 'The report with one page of pairs', type: SimilarityReport })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async get(
    @CurrentMembership() { courseId }: Membership,
    @Param('reportId') reportId: string,
    @Query() { cursor, limit }: SimilarityReportQuery,
  ): Promise<SimilarityReportView> {
    const report = await this.reports.get(courseId, reportId);
    const after = cursor === undefined ? null : decodeKey(cursor, pairKey);
    const { items, last } = await this.reports.listPairs(report.id, after, limit);
    const groups = await this.reports.listGroups(report.id);
    return { ...report, groups, pairs: items, nextCursor: last && encodeKey(last) };
  }

  @Get('similarity/:reportId/pairs/:leftId/:rightId')
  @ApiOperation({ operationId: 'getSimilarPair', summary: 'Two programs, and the lines that correspond' })
  @ZodResponse({ status: 200, description: 'The pair', type: SimilarPair })
  @ApiProblems('not-found')
  async pair(
    @CurrentMembership() { courseId }: Membership,
    @Param('reportId') reportId: string,
    @Param('leftId') leftId: string,
    @Param('rightId') rightId: string,
  ): Promise<SimilarPairView> {
    const report = await this.reports.get(courseId, reportId);
    return this.reports.getPair(report.id, leftId, rightId);
  }
}
