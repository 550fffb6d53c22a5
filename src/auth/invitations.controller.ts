import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { ApiProblems } from '../platform/api-problems.js';
import { type Caller, CurrentCaller } from './caller.js';
import { InvitationRepository } from './invitation.repository.js';
import {
  Acceptance,
  AcceptedInvitation,
  type AcceptedInvitationView,
  Invitation,
  type InvitationView,
} from './invitation.schema.js';
import { needsOf } from './invitation-needs.js';
import { hashPassword } from './password.js';
import { Sessions } from './sessions.js';

@ApiTags('people')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly sessions: Sessions,
  ) {}

  @Get(':token')
  @ApiOperation({ operationId: 'getInvitation', summary: 'Where an invitation leads, and what it asks for' })
  @ZodResponse({ status: 200, description: 'The invitation', type: Invitation })
  @ApiProblems('not-found')
  async get(@CurrentCaller() caller: Caller | null, @Param('token') token: string): Promise<InvitationView> {
    const invitation = await this.invitations.get(token, new Date());
    const { course, role, person } = invitation;
    return {
      course,
      role: course ? role : null,
      person: person && { name: person.name, email: person.email },
      needs: needsOf(invitation, caller?.personId ?? null),
    };
  }

  @Post(':token')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description:
      'Enrols whoever is signed in. Where a password is asked for it is set, all sessions of its person end, and the answer begins a new one.',
  })
  @ZodResponse({ status: 200, description: 'Accepted', type: AcceptedInvitation })
  @ApiProblems(
    'malformed-json',
    'not-signed-in',
    'forbidden',
    'not-found',
    'conflict',
    'unsupported-media-type',
    'unknown-field',
    'missing-field',
    'bad-field',
  )
  async accept(
    @CurrentCaller() caller: Caller | null,
    @Param('token') token: string,
    @Body() { name, email, password }: Acceptance,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedInvitationView> {
    const now = new Date();
    // Hashing is dear: only for whoever holds a link.
    await this.invitations.get(token, now);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const callerId = caller?.personId ?? null;
    const accepted = await this.invitations.accept(token, { callerId, name, email, passwordHash }, now);
    if (password !== undefined && accepted.hasNewPassword) {
      await this.sessions.begin({ email: accepted.person.email, password }, request, response);
    }
    const { person, course, role } = accepted;
    return { person, course, role };
  }
}
