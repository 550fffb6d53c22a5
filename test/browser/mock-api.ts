/**
 * The pages with answers made by hand: a server that gives out build/web and pretends to be the API. For tests of
 * what the service cannot be brought to show at will: 64 lanes, a broken connection, a place in a queue.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { json } from 'node:stream/consumers';
import { answerAuthoring } from './fixtures/authoring.js';
import { answerCoursePeople } from './fixtures/course-people.js';
import { answerCourses } from './fixtures/courses.js';
import { answerDeciding } from './fixtures/deciding.js';
import { answerGrades } from './fixtures/grades.js';
import { answerLms } from './fixtures/lms.js';
import { answerPeople } from './fixtures/people.js';
import { answerSession } from './fixtures/session.js';
import { answerSimilarity } from './fixtures/similarity.js';
import { asyncExercise, compareExercise, exerciseItems, submissions } from './fixtures/submissions.js';
import {
  type Answer,
  type Area,
  type MockRole,
  notFound,
  ok,
  problem,
  type Question,
} from './mock-answers.js';

export interface MockApi {
  origin: string;
  /** Events that the stream of submission `live` sends next; it stays open until `graded`. */
  send: (event: string, data: unknown) => void;
  close: () => Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export async function startMockApi(webDirectory: string): Promise<MockApi> {
  const streams = new Set<ServerResponse>();
  let live: 'running' | 'graded' = 'running';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://mock');
    if (url.pathname.startsWith('/api/v1/')) void answer(request, response, url, streams, live);
    else if (url.pathname.startsWith('/api/auth/')) signIn(url.pathname, response);
    else giveFile(webDirectory, url.pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (event, data) => {
      if (event === 'graded') live = 'graded';
      for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        for (const stream of streams) stream.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Any password is wrong; whoever is to be somebody sends the cookie `mock-as`. */
function signIn(path: string, response: ServerResponse): void {
  response.writeHead(path.endsWith('/sign-out') ? 200 : 401, { 'Content-Type': 'application/json' });
  response.end('{}');
}

function giveFile(directory: string, path: string, response: ServerResponse): void {
  const file = join(directory, normalize(path));
  const found = extname(path) !== '' && existsSync(file) ? file : join(directory, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
}

const areas: readonly Area[] = [
  answerSession,
  answerGrades,
  answerDeciding,
  answerLms,
  answerSimilarity,
  answerAuthoring,
  answerCoursePeople,
  answerCourses,
  answerPeople,
  answerExercises,
];

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  streams: Set<ServerResponse>,
  live: 'running' | 'graded',
): Promise<void> {
  if (url.pathname === '/api/v1/submissions/live/events') {
    follow(request, response, streams);
    return;
  }
  const { status, body } = answerTo(await questionOf(request, url), live);
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type });
  response.end(JSON.stringify(body));
}

async function questionOf(request: IncomingMessage, url: URL): Promise<Question> {
  const as = /(?:^|; )mock-as=(\w+)/.exec(request.headers.cookie ?? '')?.[1] as MockRole | undefined;
  return {
    method: request.method ?? 'GET',
    parts: url.pathname.slice('/api/v1/'.length).split('/'),
    search: url.searchParams,
    as: as ?? null,
    body: request.method === 'GET' ? null : await json(request).catch(() => null),
  };
}

function answerTo(question: Question, live: 'running' | 'graded'): Answer {
  for (const area of areas) {
    const found = area(question);
    if (found) return found;
  }
  return question.parts[0] === 'submissions' ? answerSubmissions(question, live) : notFound;
}

function answerExercises({ parts: [kind, slug] }: Question): Answer | null {
  if (kind !== 'exercises') return null;
  if (slug === undefined) return ok({ items: exerciseItems });
  const known = [asyncExercise, compareExercise].find((exercise) => exercise.slug === slug);
  return known ? ok(known) : notFound;
}

function answerSubmissions({ method, parts, search }: Question, live: 'running' | 'graded'): Answer {
  if (method === 'POST') return refused;
  const [, id, part] = parts;
  if (id === undefined) return ok({ items: items(search.get('exercise')), nextCursor: null });
  const found = submissions.get(id === 'live' ? 'gather' : id);
  if (!found) return notFound;
  if (part === 'timeline') return ok({ runs: found.runs });
  if (id !== 'live' || live === 'graded') return ok({ ...found.view, id });
  return ok({ ...found.view, id, status: 'queued', report: null, runs: [], gradedAt: null });
}

function items(exercise: string | null): unknown[] {
  return [...submissions.values()]
    .filter(({ view }) => exercise === null || view.exercise === exercise)
    .slice(0, 6)
    .map(({ view: { id, exercise, language, status, createdAt, report } }) => {
      return { id, exercise, language, status, createdAt, score: report?.score, maxScore: report?.maxScore };
    });
}

function follow(request: IncomingMessage, response: ServerResponse, streams: Set<ServerResponse>): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write('event: queued\ndata: {"position":3}\n\n');
  streams.add(response);
  request.on('close', () => streams.delete(response));
}

const refused = problem(422, 'A file holds what is not text', 'One file cannot be taken.', [
  { field: 'files.main.py', message: 'The file is not text in UTF-8; save it as UTF-8 and hand it in again' },
]);
