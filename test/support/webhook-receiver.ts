import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** A message as the receiver has it, after an independent library has found its signature to be right. */
export interface ReceivedMessage {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly timestamp: string;
  readonly courseId: string;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface ReceivedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null when it could not be verified. */
  readonly message: ReceivedMessage | null;
}

/** Answers a call; unless told otherwise by 204. */
export type Answering = (call: ReceivedCall, response: ServerResponse, at: number) => void | Promise<void>;

export interface WebhookReceiver {
  readonly url: string;
  /** Every call, in the order of arrival, however it was answered. */
  readonly calls: ReceivedCall[];
  /** By which messages are verified; one of them must fit. */
  secrets: readonly string[];
  answering: Answering;
  stop(): Promise<void>;
}

/** A receiver of webhooks as others write them, with the library of the specification. */
export async function startWebhookReceiver(answering: Answering = answerWell): Promise<WebhookReceiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    void take(request, response).catch(() => response.destroy());
  });
  const receiver = { url: '', calls, secrets: [] as readonly string[], answering, stop };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const message = verified(receiver.secrets, body, headers);
    const call = { path: request.url ?? '', headers, body, message };
    calls.push(call);
    await receiver.answering(call, response, calls.length - 1);
  }
  async function stop(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

export const answerWell: Answering = (_call, response) => {
  response.writeHead(204).end();
};

/** Answers each call by its status, and all after the last of them well. */
export const answerInTurn = (
  ...statuses: readonly (number | [number, Record<string, string>])[]
): Answering => {
  let at = 0;
  return (_call, response) => {
    const answer = statuses[at] ?? 204;
    at += 1;
    const [status, headers] = typeof answer === 'number' ? [answer, {}] : answer;
    response.writeHead(status, headers).end(`so it is: ${status}`);
  };
};

function verified(
  secrets: readonly string[],
  body: string,
  headers: Record<string, string>,
): ReceivedMessage | null {
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body, headers) as ReceivedMessage;
    } catch {
      // Another secret may fit.
    }
  }
  return null;
}
