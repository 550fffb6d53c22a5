/** What the areas of the mock API (fixtures/*.ts) are asked and answer. */

/** Whose pages are shown: the cookie `mock-as` of the browser says it; null is nobody. */
export type MockRole = 'student' | 'assistant' | 'instructor' | 'administrator';

export interface Question {
  method: string;
  /** Of the path below /api/v1. */
  parts: string[];
  search: URLSearchParams;
  as: MockRole | null;
  /** Null for GET, and where it is no JSON. */
  body: unknown;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** Null when the question is for another area. */
export type Area = (question: Question) => Answer | null;

export const ok = (body: unknown): Answer => ({ status: 200, body });

export function problem(status: number, title: string, detail: string, errors: unknown[] = []): Answer {
  return {
    status,
    body: { type: 'about:blank', title, status, detail, code: 'mock', requestId: '1', errors },
  };
}

export const notFound = problem(404, 'There is nothing here', 'The address leads nowhere.');
