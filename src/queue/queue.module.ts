import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import { Catalogue, readCatalogue } from '../exercises/catalogue.js';
import { BackgroundProducer } from '../platform/background-producer.js';
import { GradeProducer } from '../platform/grade-producer.js';
import { BackgroundQueues } from './background-queues.js';
import { GradeQueue } from './grade-queue.js';

/** The producer's side of the queue, and the exercises with all their versions: both roles need them. */
@Global()
@Module({
  providers: [
    {
      provide: Catalogue,
      inject: [CONFIG],
      useFactory: (config: Config) => readCatalogue(config.exercisesDirectory),
    },
    ExerciseLibrary,
    GradeQueue,
    { provide: GradeProducer, useExisting: GradeQueue },
    BackgroundQueues,
    { provide: BackgroundProducer, useExisting: BackgroundQueues },
  ],
  exports: [Catalogue, ExerciseLibrary, GradeQueue, GradeProducer, BackgroundQueues, BackgroundProducer],
})
export class QueueModule {}
