import { Module } from '@nestjs/common';
import { SimilarityController } from './similarity.controller.js';
import { SimilarityRepository } from './similarity.repository.js';

/** Which programs of an assignment are alike. The comparison itself is a job: src/queue/similarity.processor.ts. */
@Module({ controllers: [SimilarityController], providers: [SimilarityRepository] })
export class SimilarityModule {}
