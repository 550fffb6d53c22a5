import { Module } from '@nestjs/common';
import { outgoingHttp } from '../outgoing.provider.js';
import { LineItems } from './line-items.js';
import { LmsLinkRepository } from './lms-link.repository.js';
import { LmsLinksController } from './lms-links.controller.js';
import { LtiAddresses } from './lti-addresses.js';
import { LtiArrivals } from './lti-arrivals.js';
import { LtiContentController } from './lti-content.controller.js';
import { LtiContextRepository } from './lti-context.repository.js';
import { LtiErrands } from './lti-errands.js';
import { LtiFraming } from './lti-framing.js';
import { LtiArrivalController, LtiLaunchController } from './lti-launch.controller.js';
import { LtiLaunches } from './lti-launches.js';
import { LtiLineItemRepository } from './lti-line-item.repository.js';
import { LtiLoginController } from './lti-login.controller.js';
import { LtiLoginRepository } from './lti-login.repository.js';
import { LtiPlatformRepository } from './lti-platform.repository.js';
import { LtiPlatformsController } from './lti-platforms.controller.js';
import { LtiRegistrationController } from './lti-registration.controller.js';
import { LtiRegistration } from './lti-registration.js';
import { LtiRosterRepository } from './lti-roster.repository.js';
import { LtiServices } from './lti-services.js';
import { LtiVisitRepository } from './lti-visit.repository.js';
import { LtiVisitsController } from './lti-visits.controller.js';
import { PlatformKeys } from './platform-keys.js';
import { Roster } from './roster.js';
import { ToolKeys } from './tool-keys.js';

/** Interleave as a tool of learning platforms: LTI 1.3 Advantage. */
@Module({
  controllers: [
    LtiPlatformsController,
    LtiRegistrationController,
    LtiLoginController,
    LtiLaunchController,
    LtiArrivalController,
    LtiContentController,
    LtiVisitsController,
    LmsLinksController,
  ],
  providers: [
    outgoingHttp,
    LtiAddresses,
    LineItems,
    LmsLinkRepository,
    LtiArrivals,
    LtiContextRepository,
    LtiErrands,
    LtiFraming,
    LtiLaunches,
    LtiLineItemRepository,
    LtiLoginRepository,
    LtiPlatformRepository,
    LtiRegistration,
    LtiRosterRepository,
    LtiServices,
    LtiVisitRepository,
    PlatformKeys,
    Roster,
    ToolKeys,
  ],
})
export class LtiModule {}
