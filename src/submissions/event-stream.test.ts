import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.js';

function aStream() {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  return { response, stream: new EventStream('an-id', 'timeline', response as Response) };
}

describe('EventStream', () => {
  it('is not begun by a heartbeat that comes while the state is still being read', () => {
    const { response, stream } = aStream();
    stream.beat();
    expect(response.headersSent).toBe(false);
    stream.begin();
    expect(response.headersSent).toBe(true);
  });
});
