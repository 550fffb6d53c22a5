import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.js';
import { PrismaService } from '../platform/prisma.service.js';
import { AccessGuard } from './access.guard.js';
import { AccessRepository } from './access.repository.js';
import { ApiTokenRepository } from './api-token.repository.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { Callers } from './callers.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationsController } from './invitations.controller.js';
import { LaunchSessions } from './launch-sessions.js';
import { MeController } from './me.controller.js';
import { OpenIdSignIn } from './open-id.js';
import { PeopleController } from './people.controller.js';
import { PersonRepository } from './person.repository.js';
import { Sessions } from './sessions.js';
import { SignInController } from './sign-in.controller.js';
import { makeSignIn, SIGN_IN } from './sign-in.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Who people are, and what they may do: sessions, tokens, roles, and the guard in front of every route. */
@Global()
@Module({
  controllers: [MeController, ApiTokensController, InvitationsController, PeopleController, SignInController],
  providers: [
    {
      provide: SIGN_IN,
      inject: [PrismaService, CONFIG],
      useFactory: (prisma: PrismaService, config: Config) => makeSignIn(prisma, config),
    },
    ApiTokenRepository,
    InvitationRepository,
    PersonRepository,
    OpenIdSignIn,
    Sessions,
    SignInThrottle,
    Callers,
    AccessRepository,
    LaunchSessions,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [LaunchSessions],
})
export class AuthModule {}
