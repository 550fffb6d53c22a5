import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../config/config.js';
import { ProblemError } from '../platform/problem.js';
import { AccessRepository } from './access.repository.js';
import { atLeast, type CourseRole, type Rule, type Who } from './access-rules.js';
import { accessTable } from './access-table.js';
import type { Caller, Identified } from './caller.js';
import { Callers } from './callers.js';

/** Lets a request through to its controller if the rule of the operation does. What has no rule is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly callers: Callers,
    private readonly access: AccessRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & Identified>();
    const rule = ruleOf(context);
    const caller = await this.callers.find(request);
    request.caller = caller;
    if (caller?.scopes) assertScope(caller, rule);
    await this.assertAllowed(rule.who, request, caller);
    return true;
  }

  private async assertAllowed(who: Who, request: Request & Identified, caller: Caller | null): Promise<void> {
    switch (who.kind) {
      case 'anyone':
      case 'browser':
        return;
      case 'practice':
        if (this.config.practice === 'signed-in') assertSignedIn(caller);
        return;
      case 'signed-in':
        assertSignedIn(caller);
        return;
      case 'administrator':
        assertSignedIn(caller);
        if (!caller.isAdministrator) throw forbidden('Only administrators may do this.');
        return;
      case 'course':
        return this.assertMember(who.role, request, caller);
      case 'submission':
        return this.assertSubmission(who.as, request, caller);
    }
  }

  private async assertMember(role: CourseRole, request: Request & Identified, caller: Caller | null) {
    assertSignedIn(caller);
    const courseId = String(request.params.courseId);
    const membership = await this.access.findMembership(courseId, caller);
    if (!membership) throw new ProblemError('not-found', `There is no course "${courseId}".`);
    request.membership = membership;
    if (!atLeast(membership.role, role)) throw forbidden(`Only an ${role} of the course may do this.`);
  }

  private async assertSubmission(
    as: 'reader' | 'grader',
    request: Request & Identified,
    caller: Caller | null,
  ) {
    const id = String(request.params.id);
    const submission = await this.access.findSubmission(id, caller);
    const unknown = () => new ProblemError('not-found', `There is no submission "${id}".`);
    if (!submission) throw caller || this.config.practice === 'open' ? unknown() : notSignedIn();
    const isGrader = submission.role !== null && atLeast(submission.role, 'assistant');
    request.isGrader = isGrader;
    const isOwn = caller !== null && submission.personId === caller.personId;
    const isOpen = submission.personId === null && this.config.practice === 'open';
    if (isGrader || (as === 'reader' && (isOwn || isOpen))) return;
    if (!caller) throw notSignedIn();
    throw isOwn ? forbidden('Only an assistant of the course may do this.') : unknown();
  }
}

/** Where @ApiOperation keeps what it was told; the operationId is the name by which the table knows a route. */
const operationMetadata = 'swagger/apiOperation';

function ruleOf(context: ExecutionContext): Rule {
  const operation = Reflect.getMetadata(operationMetadata, context.getHandler()) as
    | { operationId?: string }
    | undefined;
  const rule = operation?.operationId === undefined ? undefined : accessTable[operation.operationId];
  if (!rule)
    throw new Error(`${context.getClass().name}.${context.getHandler().name} is not in the access table`);
  return rule;
}

function assertSignedIn(caller: Caller | null): asserts caller is Caller {
  if (!caller) throw notSignedIn();
}

function assertScope(caller: Caller, { scope, who }: Rule): void {
  if (who.kind === 'anyone') return;
  if (scope === null) throw forbidden('This can only be done by somebody who is signed in at the web page.');
  if (!caller.scopes?.includes(scope)) throw forbidden(`The API token lacks the scope "${scope}".`);
}

const notSignedIn = () =>
  new ProblemError('not-signed-in', 'Sign in, or send an API token as `Authorization: Bearer …`.');
const forbidden = (detail: string) => new ProblemError('forbidden', detail);
