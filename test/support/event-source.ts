import { get, type IncomingMessage } from 'node:http';

export interface SeenEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A reader of server-sent events, as a browser is one. */
export interface EventSource {
  readonly seen: readonly SeenEvent[];
  readonly response: IncomingMessage;
  /** Everything received, as it came. */
  readonly raw: () => string;
  /** Fulfils when the service has closed the stream. */
  readonly ended: Promise<void>;
  /** Hangs up. */
  close(): void;
}

export function follow(url: string, id: string): Promise<EventSource> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/v1/submissions/${id}/events`, (response) => {
      const seen: SeenEvent[] = [];
      let raw = '';
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        raw += text;
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        seen.push(...blocks.filter((block) => /^event:/m.test(block)).map(parse));
      });
      const ended = new Promise<void>((end) => response.once('close', () => end()));
      resolve({ seen, response, raw: () => raw, ended, close: () => request.destroy() });
    });
    request.once('error', reject);
  });
}

function parse(block: string): SeenEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
  return { id: Number(field('id')), event: field('event'), data: JSON.parse(field('data')) };
}
