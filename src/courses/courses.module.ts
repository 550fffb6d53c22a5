import { Module } from '@nestjs/common';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentsController } from './assignments.controller.js';
import { CourseRepository } from './course.repository.js';
import { CourseInvitationsController } from './course-invitations.controller.js';
import { CoursePeopleController } from './course-people.controller.js';
import { CoursesController } from './courses.controller.js';
import { EnrolmentRepository } from './enrolment.repository.js';
import { ExtensionRepository } from './extension.repository.js';
import { ExtensionsController } from './extensions.controller.js';
import { CourseInvitationRepository } from './invitation.repository.js';
import { PeopleImportRepository } from './people-import.repository.js';
import { StandingRepository } from './standing.repository.js';

/** Courses, who is in them, and what is to be done there. */
@Module({
  controllers: [
    CoursesController,
    AssignmentsController,
    ExtensionsController,
    CoursePeopleController,
    CourseInvitationsController,
  ],
  providers: [
    CourseRepository,
    AssignmentRepository,
    StandingRepository,
    ExtensionRepository,
    EnrolmentRepository,
    PeopleImportRepository,
    CourseInvitationRepository,
  ],
})
export class CoursesModule {}
