import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const ltiVisitSchema = z.object({
  id: z.uuid(),
  platform: z.string().describe('Its name'),
  context: z.string().describe("The title of the platform's course"),
  linkTitle: z.string().nullable().describe('As the platform calls the link that was followed'),
  question: z
    .enum(['course', 'assignment', 'content'])
    .describe(
      [
        'What the instructor is asked:',
        '- `course`: which course here the one of the platform is',
        '- `assignment`: which one the link leads to',
        '- `content`: which assignments links are to be made for (deep linking)',
      ].join('\n'),
    ),
  acceptsMultiple: z.boolean().describe('Whether more than one assignment may be chosen'),
  courseId: z.uuid().nullable().describe('Null while that is the question'),
  courses: z
    .array(z.object({ id: z.uuid(), title: z.string() }).meta({ id: 'CourseToLink' }))
    .describe('Those that the caller teaches, while that is the question'),
  next: z.string().nullable().describe('The page to go to; null while there is a question'),
});
export type LtiVisitView = z.infer<typeof ltiVisitSchema>;

export const ltiCourseChoiceSchema = z.strictObject({
  courseId: z.uuid().nullable().describe('Null: a new course, with the title of the one of the platform'),
});

export const ltiAssignmentChoiceSchema = z.strictObject({ assignmentId: z.uuid() });

export class LtiVisit extends createZodDto(ltiVisitSchema) {}
export class LtiCourseChoice extends createZodDto(ltiCourseChoiceSchema) {}
export class LtiAssignmentChoice extends createZodDto(ltiAssignmentChoiceSchema) {}
