import { Module } from '@nestjs/common';
import { CourseExerciseViews } from './course-exercise-view.js';
import { CourseExercisesController } from './course-exercises.controller.js';
import { DraftRepository } from './draft.repository.js';
import { Examiner } from './examiner.js';
import { ExerciseArchivesController } from './exercise-archives.controller.js';
import { PublicationController } from './publication.controller.js';
import { PublicationRepository } from './publication.repository.js';
import { ReadingProcesses } from './reading-processes.js';
import { SolutionRunRepository } from './solution-run.repository.js';
import { WritingHelpController } from './writing-help.controller.js';
import { WritingHelp } from './writing-help.js';

/** The exercises that courses write for themselves. Their solutions are run by a job: src/queue/solutions.processor.ts. */
@Module({
  controllers: [
    WritingHelpController,
    CourseExercisesController,
    ExerciseArchivesController,
    PublicationController,
  ],
  providers: [
    DraftRepository,
    PublicationRepository,
    SolutionRunRepository,
    CourseExerciseViews,
    Examiner,
    WritingHelp,
    ReadingProcesses,
  ],
})
export class AuthoringModule {}
