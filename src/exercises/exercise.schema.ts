import { z } from 'zod';

/** What exercise.yaml may say; anything else in it is an error. */

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
  virtualMs: milliseconds.max(600_000).optional(),
  cpuMs: milliseconds.max(60_000).optional(),
  realMs: milliseconds.max(60_000).optional(),
  memoryBytes: count.max(1024 * mebibyte).optional(),
  tasks: count.max(256).optional(),
  outputBytes: count.max(4 * mebibyte).optional(),
  fileBytes: count.max(256 * mebibyte).optional(),
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
    url: z.string().regex(/^[^\s#]+$/, { error: 'expected a URL, in which "*" stands for any text' }),
    delayMs: z.number().nonnegative().optional(),
    status: z.int().min(200).max(599).optional(),
    headers: z.record(headerName, headerValue).optional(),
    body: z.string().optional(),
    failure: z.enum(['timeout', 'reset']).optional(),
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
    delaysMs: z.array(z.number().nonnegative()).default([]),
    rules: z.array(internetRule).optional(),
  })
  .refine((conditions) => Buffer.byteLength(JSON.stringify(conditions)) <= internetMaximumBytes, {
    error: `the delays and rules of a scenario may have ${internetMaximumBytes / 1024} KiB in all`,
  });

const scenario = z.strictObject({
  id,
  title: sentence,
  seed: z.int().nonnegative(),
  order: z.enum(['free', 'parent-first']).default('free'),
  internet: internet.default({ delaysMs: [] }),
  probe: z.enum(['none', 'work']).default('none'),
  limits: limits.default({}),
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

const rubric = uniqueIds(z.array(z.strictObject({ id, points: count, title: sentence })).min(1));

const check = z
  .strictObject({
    id,
    points: count.max(mostPoints),
    title: sentence,
    review: z.strictObject({ rubric }).optional(),
  })
  .superRefine(({ points, review }, context) => {
    const sum = review?.rubric.reduce((all, criterion) => all + criterion.points, 0);
    if (sum !== undefined && sum !== points) {
      const message = `the points of the rubric come to ${sum}, those of the check are ${points}`;
      context.addIssue({ code: 'custom', path: ['review', 'rubric'], message });
    }
  });

const language = z.strictObject({
  starter: z.array(fileName).min(1),
  required: z.array(fileName).default([]),
  /** Files in place of statement.md and checks.ts, for this language. */
  statement: fileName.optional(),
  checks: fileName.optional(),
  /** Titles of checks, by id. */
  titles: z.record(id, sentence).optional(),
});
export type LanguageYaml = z.infer<typeof language>;

/** After those that say where they stand in their lesson. */
const unplaced = 1_000;

export const exerciseYaml = z.strictObject({
  slug: id,
  version: count.max(largestVersion),
  title: sentence,
  summary: sentence,
  lesson: count,
  position: count.default(unplaced),
  languages: z.strictObject({ python: language.optional(), javascript: language.optional() }),
  scenarios: uniqueIds(z.array(scenario).min(1).max(mostScenarios)),
  checks: uniqueIds(z.array(check).min(1).max(mostChecks)),
});
export type ExerciseYaml = z.infer<typeof exerciseYaml>;
