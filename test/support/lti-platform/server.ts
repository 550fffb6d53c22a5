import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type Asked, Refusal } from './exchange.js';
import type { Records } from './records.js';

/** How the platform can behave badly towards one request. */
export type Misbehaviour =
  /** Nothing is done and this is answered. Retry-After belongs in `headers`. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Nothing is done and the connection is cut. */
  | { readonly kind: 'cut' }
  /** All is done, and the connection is cut before the answer. */
  | { readonly kind: 'lost-answer' }
  /** Neither answer nor end, until the caller leaves. */
  | { readonly kind: 'hang' }
  /** Done later, also when the caller is gone by then. */
  | { readonly kind: 'late'; readonly delayMs: number };

/** `nth` counts the requests to that service from 1, since this behaviour was set. Null: as it should be. */
export type Behaviour = (service: string, nth: number) => Misbehaviour | null;

export interface Route {
  /** The name under which requests are recorded and troubled. */
  readonly service: string;
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (asked: Asked, found: RegExpExecArray) => Promise<Answer> | Answer;
}

/** The HTTP side: routes, trouble on demand, and records of everything. It can go away, and come back on its port. */
export class PlatformServer {
  private behaviour: Behaviour = () => null;
  private server: Server | null = null;
  private port = 0;
  private routes: readonly Route[] = [];
  private readonly counts = new Map<string, number>();

  constructor(private readonly records: Records) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  serve(routes: readonly Route[]): void {
    this.routes = routes;
  }

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.counts.clear();
  }

  /** How many requests have arrived at a service since then. */
  countOf(service: string): number {
    return this.counts.get(service) ?? 0;
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async goAway(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const url = new URL(target, this.origin);
    const { method = '', headers } = request;
    const body = await bodyOf(request);
    // Whoever is killed in the middle of a request has asked for nothing.
    if (body === null) return;
    const asked: Asked = { at: Date.now(), method, target, url, headers, body };
    const route = this.routes.find((each) => each.method === method && each.path.test(url.pathname));
    const service = route?.service ?? 'unknown';
    const nth = this.countOf(service) + 1;
    this.counts.set(service, nth);
    const trouble = this.behaviour(service, nth);
    const status = await this.answerIn(trouble, asked, route, response);
    this.records.note(asked, service, status);
  }

  private async answerIn(
    trouble: Misbehaviour | null,
    asked: Asked,
    route: Route | undefined,
    response: ServerResponse,
  ): Promise<number | null> {
    if (trouble?.kind === 'hang') return null;
    if (trouble?.kind === 'cut') return cut(response);
    if (trouble?.kind === 'status') return send(response, { ...trouble, body: 'Trouble on demand' });
    if (trouble?.kind === 'late') await delay(trouble.delayMs);
    const answer = await this.answerOf(asked, route);
    return trouble?.kind === 'lost-answer' ? cut(response) : send(response, answer);
  }

  private async answerOf(asked: Asked, route: Route | undefined): Promise<Answer> {
    try {
      if (!route) throw new Refusal(404, 'unknown-address', 'Nothing is served here');
      return await route.answer(asked, route.path.exec(asked.url.pathname) as RegExpExecArray);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.records.violate('platform-fault', String(error), asked);
        return { status: 500, body: { error: String(error) } };
      }
      if (error.isViolation) this.records.violate(error.rule, error.detail, asked);
      return {
        status: error.status,
        body: { error: error.error, error_description: `${error.rule}: ${error.detail}` },
      };
    }
  }
}

function send(response: ServerResponse, { status, headers, body = '' }: Answer): number {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(isText ? body : JSON.stringify(body));
  return status;
}

function cut(response: ServerResponse): null {
  response.destroy();
  return null;
}

/** Null when the caller has left before the end. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString();
}
