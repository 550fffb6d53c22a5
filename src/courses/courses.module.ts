import { Module } from '@nestjs/common';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentsController } from './assignments.controller.js';
import { CourseRepository } from './course.repository.js';
import { CoursesController } from './courses.controller.js';
import { StandingRepository } from './standing.repository.js';

/** Courses, who is in them, and what is to be done there. */
@Module({
  controllers: [CoursesController, AssignmentsController],
  providers: [CourseRepository, AssignmentRepository, StandingRepository],
})
export class CoursesModule {}
