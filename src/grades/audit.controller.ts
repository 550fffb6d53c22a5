import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { CurrentMembership, type Membership } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeKey, encodeKey } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { AuditList, type AuditListView, AuditQuery } from './audit.schema.js';

const keyForm = z.tuple([z.string().regex(/^\d{1,18}$/)]);

@ApiTags('grades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/audit')
export class AuditController {
  constructor(private readonly prisma: PrismaService) {}

  @Get()
  @ApiOperation({ operationId: 'listAudit', summary: 'Who did what in the course, and when' })
  @ZodResponse({ status: 200, description: 'Newest first', type: AuditList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { cursor, limit }: AuditQuery,
  ): Promise<AuditListView> {
    const after = cursor === undefined ? null : decodeKey(cursor, keyForm)[0];
    const rows = await this.prisma.auditEntry.findMany({
      where: { courseId, ...(after === null ? {} : { id: { lt: BigInt(after) } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      select: {
        id: true,
        at: true,
        action: true,
        subject: true,
        details: true,
        actor: { select: { id: true, name: true } },
      },
    });
    const items = rows.slice(0, limit).map(({ id, at, details, ...row }) => ({
      ...row,
      id: String(id),
      at: at.toISOString(),
      details: details as Record<string, unknown>,
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? encodeKey([last.id]) : null };
  }
}
