import { Module } from '@nestjs/common';
import { NewRegradeRepository } from './new-regrade.repository.js';
import { RegradeRepository } from './regrade.repository.js';
import { RegradeApplyRepository } from './regrade-apply.repository.js';
import { RegradesController } from './regrades.controller.js';

/** Submissions judged again, in sets. The work itself is a job: src/queue/regrade.processor.ts. */
@Module({
  controllers: [RegradesController],
  providers: [NewRegradeRepository, RegradeRepository, RegradeApplyRepository],
})
export class RegradesModule {}
