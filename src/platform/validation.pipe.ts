import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { isZodDto } from 'nestjs-zod/dto';
import type { z } from 'zod';
import { ProblemError } from './problem.js';

/** Checks every body and query that is declared as a DTO against its schema, and names the fields that do not fit. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (!isZodDto(metatype)) return value;
    const parsed = (metatype.schema as z.ZodType).safeParse(value);
    if (parsed.success) return parsed.data;
    throw type === 'body' ? badBody(parsed.error.issues, value) : badQuery(parsed.error.issues);
  }
}

/** The first kind of fault gives the code; all faults are named. */
function badBody(issues: readonly z.core.$ZodIssue[], body: unknown): ProblemError {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return ProblemError.ofField('bad-field', 'body', 'The body must be a JSON object.');
  }
  const [first] = issues;
  const code =
    first?.code === 'unrecognized_keys'
      ? 'unknown-field'
      : isMissing(first, body)
        ? 'missing-field'
        : 'bad-field';
  return problem(code, issues);
}

const badQuery = (issues: readonly z.core.$ZodIssue[]) => problem('bad-query', issues);

function problem(
  code: 'unknown-field' | 'missing-field' | 'bad-field' | 'bad-query',
  issues: readonly z.core.$ZodIssue[],
) {
  const errors = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: [...issue.path, key].join('.'),
          message: 'This field is not known.',
        }))
      : [{ field: issue.path.join('.') || 'body', message: issue.message }],
  );
  return new ProblemError(
    code,
    errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors,
  );
}

function isMissing(issue: z.core.$ZodIssue | undefined, body: unknown): boolean {
  if (issue?.code !== 'invalid_type') return false;
  let value = body;
  for (const key of issue.path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value === undefined;
}
