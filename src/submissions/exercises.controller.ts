import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { Catalogue } from '../exercises/catalogue.js';
import { type Exercise as CatalogueExercise, maxScoreOf } from '../grading/exercise.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import { Exercise, ExerciseList, type ExerciseListView, type ExerciseView } from './exercise-view.schema.js';

@ApiTags('exercises')
@Controller('exercises')
export class ExercisesController {
  constructor(private readonly catalogue: Catalogue) {}

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
  @ApiOperation({ operationId: 'getExercise', summary: 'One exercise, with all that is needed to solve it' })
  @ZodResponse({ status: 200, description: 'The exercise', type: Exercise })
  @ApiProblems('not-found')
  get(@Param('slug') slug: string): ExerciseView {
    const exercise = this.catalogue.find(slug);
    if (!exercise) throw new ProblemError('not-found', `There is no exercise "${slug}".`);
    return {
      ...headingOf(exercise),
      statement: exercise.statement,
      languages: Object.fromEntries(
        Object.entries(exercise.languages).map(([language, { starter }]) => [
          language,
          { files: [...starter] },
        ]),
      ),
      scenarios: exercise.scenarios.map(({ id, title }) => ({ id, title })),
      checks: exercise.checks.map(({ id, title, points }) => ({ id, title, points })),
      maxScore: maxScoreOf(exercise),
    };
  }
}

function headingOf({ slug, version, title, summary, lesson }: CatalogueExercise) {
  return { slug, version, title, summary, lesson };
}
