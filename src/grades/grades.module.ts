import { Module } from '@nestjs/common';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsRepository } from './attempts.repository.js';
import { CourseSubmissionsRepository } from './course-submissions.repository.js';
import { GradebookController } from './gradebook.controller.js';
import { GradebookRepository } from './gradebook.repository.js';
import { GradebookReader } from './gradebook-reader.js';
import { ProgressController } from './progress.controller.js';
import { ProgressRepository } from './progress.repository.js';
import { ReaderRoles } from './reader-roles.js';
import { StatisticsRepository } from './statistics.repository.js';

/** What became of what people handed in: gradebook, statistics, progress. */
@Module({
  controllers: [GradebookController, ProgressController, AttemptsController],
  providers: [
    GradebookRepository,
    GradebookReader,
    StatisticsRepository,
    CourseSubmissionsRepository,
    ProgressRepository,
    AttemptsRepository,
    ReaderRoles,
  ],
})
export class GradesModule {}
