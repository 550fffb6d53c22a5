import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import { Catalogue } from '../exercises/catalogue.js';
import {
  type Exercise as CatalogueExercise,
  inLanguage,
  type Language,
  maxScoreOf,
} from '../grading/exercise.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import {
  Exercise,
  ExerciseList,
  type ExerciseListView,
  ExerciseQuery,
  type ExerciseView,
} from './exercise-view.schema.js';

@ApiTags('exercises')
@Controller('exercises')
export class ExercisesController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly library: ExerciseLibrary,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listExercises', summary: 'All exercises' })
  @ZodResponse({ status: 200, description: 'In the order of the lessons', type: ExerciseList })
  list(): ExerciseListView {
    return {
      items: this.catalogue.exercises.map((exercise) => ({
        ...headingOf(exercise),
        languages: Object.keys(exercise.languages),
        maxScore: maxScoreOf(exercise),
      })),
    };
  }

  @Get(':slug')
  @ApiOperation({
    operationId: 'getExercise',
    summary: 'One exercise, with all that is needed to solve it',
    description: "A course's own to people of the course alone, and to students once it is given to them.",
  })
  @ZodResponse({ status: 200, description: 'The exercise', type: Exercise })
  @ApiProblems('bad-query', 'not-found')
  async get(
    @CurrentCaller() caller: Caller | null,
    @Param('slug') slug: string,
    @Query() { version }: ExerciseQuery,
  ): Promise<ExerciseView> {
    const exercise = await this.library.findShown(slug, version ?? null, caller);
    if (!exercise) {
      const wanted = version === undefined ? '' : ` in version ${version}`;
      throw new ProblemError('not-found', `There is no exercise "${slug}"${wanted}.`);
    }
    return {
      ...headingOf(exercise),
      versions: await this.library.versions(slug),
      ...wordsOf(exercise),
      languages: Object.fromEntries(
        Object.entries(exercise.languages).map(([language, { starter }]) => [
          language,
          { ...wordsOf(inLanguage(exercise, language as Language)), files: [...starter] },
        ]),
      ),
      scenarios: exercise.scenarios.map(({ id, title }) => ({ id, title })),
      maxScore: maxScoreOf(exercise),
    };
  }
}

function headingOf({ slug, version, title, summary, lesson }: CatalogueExercise) {
  return { slug, version, title, summary, lesson };
}

const wordsOf = ({ statement, checks }: CatalogueExercise) => ({
  statement,
  checks: checks.map(({ id, title, points }) => ({ id, title, points })),
});
