import { type Answer, type Asked, demand, isText, parsedObject } from './exchange.js';
import type { LoginStart } from './launches.js';

/** A storage message as it came to a page of ours (LTI client-side postMessages 0.1, postMessage storage 0.1). */
export interface StorageMessage {
  readonly origin: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const rule = 'storage-message';
const longestText = 4_096;

/**
 * The pages of the platform in a real browser: a course with the tool in a frame, and the frame that keeps things for tools
 * whose cookies the browser keeps back.
 */
export class Frames {
  readonly messages: StorageMessage[] = [];
  private readonly starts = new Map<string, LoginStart>();

  constructor(
    private readonly origin: () => string,
    private readonly nextId: () => number,
  ) {}

  /** The address of a page that has this launch in a frame. */
  pageOf(start: LoginStart): string {
    const id = String(this.nextId());
    this.starts.set(id, start);
    return `${this.origin()}/course-page/${id}`;
  }

  page(id: string): Answer {
    const start = this.starts.get(id);
    demand(start !== undefined, rule, `There is no page ${id}`, 404);
    const target = start.parameters.lti_storage_target;
    const storage =
      target === undefined
        ? ''
        : target === '_parent'
          ? `<script>${storageScript}</script>`
          : `<iframe name="${target}" src="/storage-frame" hidden></iframe>`;
    const address = `${start.url}?${new URLSearchParams(start.parameters)}`.replaceAll('&', '&amp;');
    return html(
      `${storage}<h1>Course</h1><iframe id="tool" title="Tool" width="1000" height="700" src="${address}"></iframe>`,
    );
  }

  storageFrame(): Answer {
    return html(`<script>${storageScript}</script>`);
  }

  /** Pages of ours tell here what they were sent. */
  judge(asked: Asked): Answer {
    const { origin, data } = parsedObject(asked.body, rule) as unknown as StorageMessage;
    this.messages.push({ origin, data });
    demand(isText(data.message_id), rule, `message_id is ${JSON.stringify(data.message_id)}`);
    if (data.subject !== 'lti.capabilities') {
      demand(isText(data.key), rule, `key is ${JSON.stringify(data.key)}`);
      const { value } = data;
      const isValue = value === null || (isText(value) && value.length <= longestText);
      demand(data.subject !== 'lti.put_data' || isValue, rule, `value is ${JSON.stringify(value)}`);
    }
    return { status: 204 };
  }
}

const html = (body: string): Answer => ({
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><title>Course</title>${body}</html>`,
});

/** Keeps values per origin of the asking page, and answers only that page. */
const storageScript = `
const kept = new Map();
addEventListener('message', (event) => {
  const data = event.data;
  if (typeof data !== 'object' || data === null || !String(data.subject).startsWith('lti.')) return;
  fetch('/storage-message', { method: 'POST', body: JSON.stringify({ origin: event.origin, data }) });
  const { subject, message_id, key, value } = data;
  const answer = (more) => event.source.postMessage({ subject: subject + '.response', message_id, ...more }, event.origin);
  const place = event.origin + ' ' + key;
  if (subject === 'lti.capabilities') {
    const frame = window.name === '' ? {} : { frame: window.name };
    answer({ supported_messages: ['lti.capabilities', 'lti.put_data', 'lti.get_data'].map((subject) => ({ subject, ...frame })) });
  } else if (subject === 'lti.put_data') {
    if (value === null) kept.delete(place); else kept.set(place, value);
    answer({ key, value });
  } else if (subject === 'lti.get_data') {
    answer({ key, value: kept.get(place) ?? null });
  } else answer({ error: { code: 'unsupported_subject', message: 'Not known here' } });
});
`;
