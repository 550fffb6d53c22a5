import { Module } from '@nestjs/common';
import { HandingIn } from '../courses/handing-in.js';
import { EventStreams } from './event-streams.js';
import { ExercisesController } from './exercises.controller.js';
import { SubmissionRepository } from './submission.repository.js';
import { SubmissionsController } from './submissions.controller.js';

/** Exercises as people read them, and what they hand in. */
@Module({
  controllers: [ExercisesController, SubmissionsController],
  providers: [HandingIn, SubmissionRepository, EventStreams],
})
export class SubmissionsModule {}
