import type { OpenAPIObject } from '@nestjs/swagger';
import { problemResponse } from '../platform/api-problems.js';
import type { ProblemCode } from '../platform/problem.js';
import type { Rule, Who } from './access-rules.js';
import { accessTable } from './access-table.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Says of each operation who may call it and how others are refused, as the access table has it. */
export function documentAccess(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      const rule = accessTable[operation?.operationId ?? ''];
      if (operation && rule) describe(operation, rule, method !== 'get');
    }
  }
  return document;
}

function describe(operation: Operation, rule: Rule, isChange: boolean): void {
  const sentence = `Who may call it: ${people(rule.who)}. ${tokens(rule)}`.trim();
  operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
  const isOpen = rule.who.kind === 'anyone';
  if (!isOpen) add(operation, 401, ['not-signed-in']);
  add(operation, 403, [
    ...(isOpen ? [] : ['forbidden' as const]),
    ...(isChange ? ['cross-site' as const] : []),
  ]);
  if (rule.who.kind === 'course' || rule.who.kind === 'submission') add(operation, 404, ['not-found']);
}

function people(who: Who): string {
  switch (who.kind) {
    case 'anyone':
    case 'browser':
      return 'anyone';
    case 'practice':
      return 'anyone while practice is open, else whoever is signed in';
    case 'signed-in':
      return 'whoever is signed in';
    case 'administrator':
      return 'administrators';
    case 'course':
      return `${ofCourse[who.role]} of the course, and administrators`;
    case 'submission':
      return who.as === 'reader'
        ? 'whoever handed it in, assistants and instructors of its course, and administrators'
        : 'assistants and instructors of its course, and administrators';
  }
}

const ofCourse = {
  student: 'members',
  assistant: 'assistants and instructors',
  instructor: 'instructors',
} as const;

function tokens({ who, scope }: Rule): string {
  if (who.kind === 'anyone') return '';
  return scope === null ? 'No API token can.' : `An API token needs the scope \`${scope}\`.`;
}

/** Beside what the operation says itself of the same status. */
function add(operation: Operation, status: number, codes: readonly ProblemCode[]): void {
  const known = operation.responses[status];
  const said = known && 'description' in known ? known.description : '';
  const missing = codes.filter((code) => !said.includes(`\`${code}\``));
  if (missing.length === 0) return;
  const response = problemResponse(missing);
  const description = [said, response.description].filter(Boolean).join('\n\n');
  operation.responses[status] = { ...response, description };
}
