import request from 'supertest';
import type { SubmissionView } from '../../src/submissions/submission.schema.js';
import { eventually } from './eventually.js';

/** What a caller of the API does in most tests. */
export const aBody = (text = 'import time\ntime.sleep(1)\ntime.sleep(1)\n') => ({
  exercise: 'two-sleeps',
  language: 'python',
  files: { 'main.py': text },
});

export async function submit(url: string, body: object = aBody()): Promise<string> {
  const { body: answer } = await request(url).post('/api/v1/submissions').send(body).expect(202);
  return answer.id as string;
}

export async function getSubmission(url: string, id: string): Promise<SubmissionView> {
  const { body } = await request(url).get(`/api/v1/submissions/${id}`).expect(200);
  return body as SubmissionView;
}

export function untilFinal(url: string, id: string): Promise<SubmissionView> {
  return eventually(`submission ${id} is final`, async () => {
    const found = await getSubmission(url, id);
    return found.status === 'graded' || found.status === 'failed' ? found : null;
  });
}
