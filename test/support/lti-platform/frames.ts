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
  /** One that refuses answers by an error when it is to keep something, and then not at all. */
  storage: 'keeps' | 'refuses' = 'keeps';
  private readonly starts = new Map<string, LoginStart>();
  private readonly windows = new Map<string, string>();

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

  /** The address of a page with a button that opens this one in a window, and that says what it is told from there. */
  openerOf(url: string): string {
    const id = String(this.nextId());
    this.windows.set(id, url);
    return `${this.origin()}/opener-page/${id}`;
  }

  opener(id: string): Answer {
    const url = this.windows.get(id);
    demand(url !== undefined, rule, `There is no page ${id}`, 404);
    return html(
      `<h1>Course</h1><button data-url="${escaped(url)}">Open the tool</button><ol></ol><script>${openerScript}</script>`,
    );
  }

  page(id: string): Answer {
    const start = this.starts.get(id);
    demand(start !== undefined, rule, `There is no page ${id}`, 404);
    const target = start.parameters.lti_storage_target;
    const storage =
      target === undefined
        ? ''
        : target === '_parent'
          ? this.storageScript()
          : `<iframe name="${target}" src="/storage-frame" hidden></iframe>`;
    const address = escaped(`${start.url}?${new URLSearchParams(start.parameters)}`);
    return html(
      `${storage}<h1>Course</h1><iframe id="tool" title="Tool" style="width: 100%; height: 700px" src="${address}"></iframe>`,
    );
  }

  storageFrame(): Answer {
    return html(this.storageScript());
  }

  private storageScript(): string {
    return `<script>const storage = '${this.storage}';${storageScript}</script>`;
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
  body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title>${body}</html>`,
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** As platforms close the window of a registration, and take what was picked in one. */
const openerScript = `
const button = document.querySelector('button');
button.onclick = () => {
  const opened = open(button.dataset.url);
  addEventListener('message', ({ data, source }) => {
    if (source !== opened) return;
    document.querySelector('ol').append(Object.assign(document.createElement('li'), { textContent: data.subject }));
    opened.close();
  });
};
`;

/** Keeps values per origin of the asking page, and answers only that page. */
const storageScript = `
const kept = new Map();
addEventListener('message', (event) => {
  const data = event.data;
  if (typeof data !== 'object' || data === null || !String(data.subject).startsWith('lti.')) return;
  fetch('/storage-message', { method: 'POST', body: JSON.stringify({ origin: event.origin, data }) });
  const { subject, message_id, key, value } = data;
  const answer = (more) => event.source.postMessage({ subject: subject + '.response', message_id, ...more }, event.origin);
  if (storage === 'refuses') {
    if (subject === 'lti.put_data') answer({ error: { code: 'storage_exhaustion', message: 'There is no place left' } });
    return;
  }
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
