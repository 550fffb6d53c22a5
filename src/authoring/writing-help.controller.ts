import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import { type Place, WritingHelp } from './writing-help.js';
import {
  CompletionList,
  CompletionQuestion,
  type CompletionsView,
  DescriptionQuestion,
  type DescriptionView,
  NameDescription,
} from './writing-help.schema.js';

/** For editors: nothing is stored, and the text that is sent need not be that of any draft. */
@ApiTags('authoring')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/exercises')
export class WritingHelpController {
  constructor(private readonly help: WritingHelp) {}

  @Post('completions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'completeExerciseFile',
    summary: 'Names that fit at a place of checks.ts or exercise.yaml',
    description:
      'In checks.ts whatever TypeScript knows there; in exercise.yaml keys, and values out of a few.',
  })
  @ZodResponse({ status: 200, description: 'None in other files', type: CompletionList })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'not-found')
  async complete(@Body() question: CompletionQuestion): Promise<CompletionsView> {
    const { from, items } = await this.help.complete(placeOf(question));
    return { from, items: [...items] };
  }

  @Post('descriptions')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'describeExerciseName',
    summary: 'What a name in checks.ts or a key of exercise.yaml means',
  })
  @ZodResponse({ status: 200, description: 'Null where nothing is known', type: NameDescription })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'not-found')
  async describe(@Body() { name, ...place }: DescriptionQuestion): Promise<DescriptionView> {
    const description = await this.help.describe(placeOf(place), name ?? null);
    return { description: description && { ...description, edits: [...description.edits] } };
  }
}

function placeOf(place: Place): Place {
  if (place.offset <= place.text.length) return place;
  throw ProblemError.ofField('bad-field', 'offset', `The text has only ${place.text.length} units.`);
}
