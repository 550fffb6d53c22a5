import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { createZodDto } from 'nestjs-zod';
import { type ProblemCode, problemKinds, problemSchema } from './problem.js';

export class Problem extends createZodDto(problemSchema) {}

/** What the OpenAPI document says of an answer with one of these problems, all of one status. */
export function problemResponse(codes: readonly ProblemCode[]) {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemKinds[code].title}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
  };
}

/** Says in the OpenAPI document which problems an operation answers with; one response per status. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code].status);
  return applyDecorators(
    ApiExtraModels(Problem),
    ...[...byStatus].map(([status, ofStatus]) => ApiResponse({ status, ...problemResponse(ofStatus) })),
  );
}
