import { Module } from '@nestjs/common';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsRepository } from './attempts.repository.js';
import { AuditController } from './audit.controller.js';
import { CommentRepository } from './comment.repository.js';
import { CommentsController } from './comments.controller.js';
import { CourseSubmissionsRepository } from './course-submissions.repository.js';
import { ErasureRepository } from './erasure.repository.js';
import { GradebookController } from './gradebook.controller.js';
import { GradebookRepository } from './gradebook.repository.js';
import { GradebookFilesController } from './gradebook-files.controller.js';
import { GradebookReader } from './gradebook-reader.js';
import { OverrideRepository } from './override.repository.js';
import { GradeOverridesController, ScoreOverridesController } from './overrides.controller.js';
import { PersonDataController } from './person-data.controller.js';
import { PersonData } from './person-data.js';
import { ProgressController } from './progress.controller.js';
import { ProgressRepository } from './progress.repository.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewsController } from './reviews.controller.js';
import { StatisticsRepository } from './statistics.repository.js';

/** What became of what people handed in, and what people say to it. */
@Module({
  controllers: [
    GradebookController,
    ProgressController,
    AttemptsController,
    ScoreOverridesController,
    GradeOverridesController,
    CommentsController,
    ReviewsController,
    AuditController,
    GradebookFilesController,
    PersonDataController,
  ],
  providers: [
    GradebookRepository,
    GradebookReader,
    StatisticsRepository,
    CourseSubmissionsRepository,
    ProgressRepository,
    AttemptsRepository,
    OverrideRepository,
    CommentRepository,
    ReviewRepository,
    PersonData,
    ErasureRepository,
  ],
})
export class GradesModule {}
