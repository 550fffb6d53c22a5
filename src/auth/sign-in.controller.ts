import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { ApiProblems } from '../platform/api-problems.js';
import { type Caller, SignedInCaller } from './caller.js';
import { OpenIdSignIn } from './open-id.js';
import { Sessions } from './sessions.js';
import { Credentials, OpenIdAddress, OpenIdStart, PasswordChange } from './sign-in.schema.js';

/**
 * All that is to be had of the sign-in library. It could answer to many more paths by itself; only these are passed on, by
 * the same guard, checks and problem documents as everything else.
 */
@ApiTags('people')
@Controller('api/auth')
export class SignInController {
  constructor(
    private readonly sessions: Sessions,
    private readonly openId: OpenIdSignIn,
  ) {}

  @Post('sign-in/email')
  @HttpCode(204)
  @ApiOperation({ operationId: 'signIn', summary: 'Sign in with address and password' })
  @ApiNoContentResponse({ description: 'Signed in: the cookie of a new session' })
  @ApiProblems(
    'malformed-json',
    'wrong-password',
    'unsupported-media-type',
    'unknown-field',
    'missing-field',
    'bad-field',
    'too-many-requests',
  )
  signIn(
    @Body() { email, password }: Credentials,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.sessions.signIn({ email, password }, request, response);
  }

  @Post('sign-out')
  @HttpCode(204)
  @ApiOperation({ operationId: 'signOut', summary: 'End the session' })
  @ApiNoContentResponse({ description: 'Nobody is signed in now' })
  signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    return this.sessions.end(request, response);
  }

  @Post('change-password')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'changePassword',
    summary: "Change one's password",
    description: 'All other sessions end, and this one goes on under a new cookie.',
  })
  @ApiNoContentResponse({ description: 'Changed' })
  @ApiProblems(
    'malformed-json',
    'unsupported-media-type',
    'unknown-field',
    'missing-field',
    'bad-field',
    'too-many-requests',
  )
  changePassword(
    @SignedInCaller() caller: Caller,
    @Body() { currentPassword, newPassword }: PasswordChange,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.sessions.changePassword(caller, { currentPassword, newPassword }, request, response);
  }

  @Post('sign-in/open-id')
  @HttpCode(200)
  @ApiOperation({ operationId: 'startOpenId', summary: 'Begin to sign in at the OpenID provider' })
  @ZodResponse({ status: 200, description: 'Where to go on', type: OpenIdAddress })
  @ApiProblems('malformed-json', 'not-found', 'unsupported-media-type', 'unknown-field', 'bad-field')
  async startOpenId(
    @Body() { next }: OpenIdStart,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return { url: await this.openId.start(next, request, response) };
  }

  @Get('callback/open-id')
  @ApiOperation({
    operationId: 'finishOpenId',
    summary: 'Where the OpenID provider sends people back to',
    description: 'Leads to the page asked for, or to `/sign-in?error=…`.',
  })
  @ApiFoundResponse({ description: 'To a page' })
  @ApiProblems('not-found')
  finishOpenId(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.openId.finish(request, response);
  }
}
