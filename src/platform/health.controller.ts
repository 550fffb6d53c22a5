import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { ApiProblems } from './api-problems.js';
import { ReadinessChecks } from './readiness-checks.js';

const healthSchema = {
  type: 'object',
  required: ['status', 'details'],
  properties: {
    status: { type: 'string', enum: ['ok'] },
    details: { type: 'object', additionalProperties: { type: 'object' } },
  },
};

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: ReadinessChecks,
  ) {}

  /** Asks nothing of others: a database that is away is no reason to restart this process. */
  @Get('healthz')
  @ApiOperation({ operationId: 'isAlive', summary: 'Whether this process answers' })
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOkResponse({ description: 'It does', schema: healthSchema })
  alive() {
    return this.health.check([]);
  }

  @Get('readyz')
  @ApiOperation({ operationId: 'isReady', summary: 'Whether everything that a submission needs is there' })
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOkResponse({ description: 'It is; what was asked and what it said', schema: healthSchema })
  @ApiProblems('not-ready')
  ready() {
    return this.health.check(this.readiness.indicators());
  }
}
