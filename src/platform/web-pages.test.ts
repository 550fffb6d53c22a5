import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webPages } from './web-pages.js';

describe('webPages', () => {
  const directory = mkdtempSync(join(tmpdir(), 'interleave-pages-'));
  const app = express().use(webPages(directory));
  const built = express();
  beforeAll(() => {
    mkdirSync(join(directory, 'assets'));
    writeFileSync(join(directory, 'index.html'), '<title>Interleave</title>');
    writeFileSync(join(directory, 'favicon.svg'), '<svg/>');
    writeFileSync(join(directory, 'assets/index-1a2b.js'), 'run()');
    built.use(webPages(directory)).use((_request, response) => void response.status(404).send('beyond'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['/', 200, 'Interleave', 'no-cache'],
    ['/exercises/async-two-requests', 200, 'Interleave', 'no-cache'],
    ['/apiary', 200, 'Interleave', 'no-cache'],
    ['/favicon.svg', 200, '<svg/>', 'no-cache'],
    ['/assets/index-1a2b.js', 200, 'run()', 'public, max-age=31536000, immutable'],
  ])('GET %s is a page or a file of one', async (path, status, text, caching) => {
    const response = await request(built).get(path).set('Accept', '*/*').expect(status);
    expect(response.text ?? response.body.toString()).toContain(text);
    expect(response.headers['cache-control']).toBe(caching);
  });

  it.each([
    '/api',
    '/api/v1/exercises',
    '/healthz',
    '/readyz',
    '/assets/old.js',
    '/../package.json',
    '/%2e%2e/package.json',
  ])('GET %s is left to others', async (path) => {
    await request(built).get(path).expect(404, 'beyond');
  });

  it('takes nothing but GET and HEAD', async () => {
    await request(built).post('/').expect(404, 'beyond');
    await request(built).head('/').expect(200);
  });

  it('answers nothing when no pages are built', async () => {
    await request(app).get('/').expect(404);
  });
});
