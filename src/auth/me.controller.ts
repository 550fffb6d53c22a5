import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { CONFIG, type Config } from '../config/config.js';
import { demoAccounts } from '../platform/demo-accounts.js';
import { PrismaService } from '../platform/prisma.service.js';
import { type Caller, CurrentCaller } from './caller.js';
import { Me, type MeView } from './me.schema.js';

@ApiTags('people')
@Controller('me')
export class MeController {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getMe', summary: 'Who is signed in, and in which courses' })
  @ZodResponse({ status: 200, description: 'The caller', type: Me })
  async get(@CurrentCaller() caller: Caller | null): Promise<MeView> {
    const { practice, hasDemo, openId } = this.config;
    const signIn = {
      openId: openId && { name: openId.name },
      demoAccounts: hasDemo ? [...demoAccounts] : [],
    };
    const shared = { practice, signIn };
    if (!caller) return { person: null, courses: [], ...shared };
    const { personId: id, name, email, isAdministrator } = caller;
    const enrolments = await this.prisma.enrolment.findMany({
      where: { personId: id, course: { archivedAt: null } },
      orderBy: { course: { createdAt: 'desc' } },
      select: { role: true, course: { select: { id: true, title: true } } },
    });
    const courses = enrolments.map(({ role, course }) => ({ ...course, role }));
    return { person: { id, name, email, isAdministrator }, courses, ...shared };
  }
}
