import { z } from 'zod';

/** What exercise.yaml may say; anything else in it is an error. The descriptions are what its editor shows. */

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  error: 'expected lower-case words joined by "-", as in "follows-the-longest"',
});
const sentence = z.string().trim().min(1).max(300);
const fileName = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u, { error: 'expected a plain file name' });
const milliseconds = z.number().positive();
const count = z.int().positive();
const mebibyte = 1024 * 1024;

/** No exercise may keep a worker to itself: these are the most that one can ask for. */
const limits = z.strictObject({
  virtualMs: milliseconds
    .max(600_000)
    .optional()
    .describe('On the clock of the program, where waits cost nothing; 30000 if left out.'),
  cpuMs: milliseconds.max(60_000).optional().describe('Of all its processes together; 10000 if left out.'),
  realMs: milliseconds.max(60_000).optional().describe('On our clock; 15000 if left out.'),
  memoryBytes: count
    .max(1024 * mebibyte)
    .optional()
    .describe('Of all its processes together; 256 MiB if left out.'),
  tasks: count.max(256).optional().describe('Processes and threads together; 64 if left out.'),
  outputBytes: count
    .max(4 * mebibyte)
    .optional()
    .describe('That it may print; 1 MiB if left out.'),
  fileBytes: count
    .max(256 * mebibyte)
    .optional()
    .describe('Of one file that it writes; 32 MiB if left out.'),
});

/** As JSON the conditions must fit a frame of 64 KiB to the stand-in internet, with room for what else it says. */
const internetMaximumBytes = 48 * 1024;

/** These say how the answer is sent, which is decided by its body. */
const framingHeaders = ['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'];

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'expected the name of a header' })
  .refine((name) => !framingHeaders.includes(name.toLowerCase()), {
    error: 'this header follows from the body and cannot be set',
  });
const headerValue = z.string().regex(/^[\t\x20-\x7e\xa0-\xff]*$/, {
  error: 'expected one line of Latin letters',
});

const ofAnswers = ['status', 'headers', 'body'] as const;

const internetRule = z
  .strictObject({
    url: z
      .string()
      .regex(/^[^\s#]+$/, { error: 'expected a URL, in which "*" stands for any text' })
      .describe(
        'Of the requests it is for. "*" stands for any text; without "?" the query is open, without "://" the scheme.',
      ),
    delayMs: z
      .number()
      .nonnegative()
      .optional()
      .describe('From the whole request to the end of the answer, or to the broken connection.'),
    status: z.int().min(200).max(599).optional().describe('With it the rule is the whole answer.'),
    headers: z
      .record(headerName, headerValue)
      .optional()
      .describe('Alone, they are added to the usual answer.'),
    body: z.string().optional().describe('With it the rule is the whole answer.'),
    failure: z
      .enum(['timeout', 'reset'])
      .optional()
      .describe('timeout: no answer ever comes. reset: the connection breaks in place of the answer.'),
  })
  .superRefine(({ failure, ...rule }, context) => {
    if (failure === undefined) return;
    const without = failure === 'reset' ? ofAnswers : ([...ofAnswers, 'delayMs'] as const);
    for (const key of without) {
      if (rule[key] === undefined) continue;
      const message = `has no effect beside "failure: ${failure}", where no answer comes`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  });
const internet = z
  .strictObject({
    delaysMs: z
      .array(z.number().nonnegative())
      .default([])
      .describe('How long the first request takes, the second, …, whatever URL it asks for.'),
    rules: z
      .array(internetRule)
      .optional()
      .describe('How URLs are answered: the first whose URL matches counts, before delaysMs.'),
  })
  .refine((conditions) => Buffer.byteLength(JSON.stringify(conditions)) <= internetMaximumBytes, {
    error: `the delays and rules of a scenario may have ${internetMaximumBytes / 1024} KiB in all`,
  });

const scenario = z.strictObject({
  id: id.describe('Checks know the run by it: run.scenario.'),
  title: sentence.describe('What students know the run by.'),
  seed: z.int().nonnegative().describe('Of all randomness in the run: the same seed, the same numbers.'),
  order: z
    .enum(['free', 'parent-first'])
    .default('free')
    .describe('parent-first: a new process is held until everything else waits.'),
  internet: internet.default({ delaysMs: [] }).describe('How the stand-in internet answers.'),
  probe: z
    .enum(['none', 'work'])
    .default('none')
    .describe("work: the student's own arithmetic is counted, in each process."),
  limits: limits.default({}).describe('At which the run is stopped; usual ones for what is left out.'),
});

const uniqueIds = <T extends { id: string }>(schema: z.ZodType<T[]>) =>
  schema.superRefine((items, context) => {
    items.forEach(({ id: itemId }, at) => {
      if (items.findIndex((other) => other.id === itemId) < at) {
        context.addIssue({ code: 'custom', path: [at, 'id'], message: `the id "${itemId}" is used twice` });
      }
    });
  });

/** Each is a run of every submission. */
const mostScenarios = 12;
const mostChecks = 40;
const mostPoints = 10_000;
/** What the database takes for a whole number. */
const largestVersion = 2_147_483_647;

const rubric = uniqueIds(z.array(z.strictObject({ id, points: count, title: sentence })).min(1)).describe(
  'What a person gives points for; they come to those of the check.',
);

const check = z
  .strictObject({
    id: id.describe('Its key in checks.ts.'),
    points: count.max(mostPoints).describe('That it earns when it passes.'),
    title: sentence.describe('What students read.'),
    review: z
      .strictObject({ rubric })
      .optional()
      .describe('In a course a person decides; until then the points of the check hold.'),
  })
  .superRefine(({ points, review }, context) => {
    const sum = review?.rubric.reduce((all, criterion) => all + criterion.points, 0);
    if (sum !== undefined && sum !== points) {
      const message = `the points of the rubric come to ${sum}, those of the check are ${points}`;
      context.addIssue({ code: 'custom', path: ['review', 'rubric'], message });
    }
  });

const language = z.strictObject({
  starter: z
    .array(fileName)
    .min(1)
    .describe(
      'Files that the editor shows first. starter.py is offered as main.py, starter.mjs as main.mjs.',
    ),
  required: z
    .array(fileName)
    .default([])
    .describe('Files that must be handed in besides the program, such as report.md.'),
  statement: fileName.optional().describe('In place of statement.md, for this language.'),
  checks: fileName.optional().describe('In place of checks.ts, for this language.'),
  titles: z
    .record(id, sentence)
    .optional()
    .describe('Of checks by their ids, in place of those below, for this language.'),
});
export type LanguageYaml = z.infer<typeof language>;

/** After those that say where they stand in their lesson. */
const unplaced = 1_000;

export const exerciseYaml = z.strictObject({
  slug: id.describe('What the exercise is known by: the name of its folder, and for good.'),
  version: count.max(largestVersion).describe('Counted by the web editor when the exercise is published.'),
  title: sentence,
  summary: sentence.describe('One sentence, for the list of exercises.'),
  lesson: count.describe('Which lesson it belongs to.'),
  position: count.default(unplaced).describe("Its place in the lesson's list; without one it comes last."),
  languages: z
    .strictObject({ python: language.optional(), javascript: language.optional() })
    .describe('Those in which it can be solved.'),
  scenarios: uniqueIds(z.array(scenario).min(1).max(mostScenarios)).describe(
    'Conditions: each submission is run once under each.',
  ),
  checks: uniqueIds(z.array(check).min(1).max(mostChecks)).describe(
    'What earns points; what each looks for is in checks.ts.',
  ),
});
export type ExerciseYaml = z.infer<typeof exerciseYaml>;
