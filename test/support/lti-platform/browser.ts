import type { LoginStart } from './launches.js';

/** A cookie with the attributes that it was set with, in lower case. */
export interface Cookie {
  readonly value: string;
  readonly attributes: readonly string[];
}

export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * As much of a browser as launches need: cookies per host, redirects and forms one at a time, so that a test can put
 * something wrong between any two. It sends an Origin with forms as browsers do.
 */
export class LtiBrowser {
  readonly cookies = new Map<string, Map<string, Cookie>>();

  /** `reach` turns a public address into one that can be reached in the test. */
  constructor(private readonly reach: (url: string) => string = (url) => url) {}

  get(url: string): Promise<Page> {
    return this.ask('GET', url);
  }

  post(url: string, fields: Readonly<Record<string, string>>, origin: string): Promise<Page> {
    return this.ask('POST', url, new URLSearchParams(fields), origin);
  }

  /** Follows a link at the platform: through the login of the tool and back with a form that holds the ID token. */
  async comeBack(start: LoginStart, method: 'GET' | 'POST' = 'GET'): Promise<Form> {
    const issuer = start.parameters.iss ?? '';
    const login =
      method === 'GET'
        ? await this.get(`${start.url}?${new URLSearchParams(start.parameters)}`)
        : await this.post(start.url, start.parameters, issuer);
    const location = login.headers.get('location');
    if (location === null) throw new Error(`The login answers ${login.status}: ${login.text}`);
    const authorized = await this.get(location);
    if (authorized.status !== 200)
      throw new Error(`The platform answers ${authorized.status}: ${authorized.text}`);
    return formOf(authorized.text);
  }

  /** The whole way: what the tool answers to the launch, whatever that is. */
  async launch(start: LoginStart, method: 'GET' | 'POST' = 'GET'): Promise<Page> {
    const form = await this.comeBack(start, method);
    return this.post(form.action, form.fields, start.parameters.iss ?? '');
  }

  private async ask(method: string, url: string, body?: URLSearchParams, origin?: string): Promise<Page> {
    const jar = this.jarOf(url);
    const cookie = [...jar].map(([name, { value }]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.reach(url), {
      method,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...(origin === undefined ? {} : { origin }) },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    return { status: answer.status, url, headers: answer.headers, text: await answer.text() };
  }

  private jarOf(url: string): Map<string, Cookie> {
    const { host } = new URL(url);
    const jar = this.cookies.get(host) ?? new Map<string, Cookie>();
    this.cookies.set(host, jar);
    return jar;
  }
}

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((each) => each.trim());
  const [name = '', ...value] = pair.split('=');
  const isOver = attributes.some((each) => /^max-age=0$/i.test(each));
  if (isOver) jar.delete(name);
  else jar.set(name, { value: value.join('='), attributes: attributes.map((each) => each.toLowerCase()) });
}

/** The one form of a page that sends itself on. */
export function formOf(html: string): Form {
  const action = /<form[^>]*\saction="([^"]*)"/.exec(html)?.[1];
  if (action === undefined) throw new Error(`There is no form in ${html}`);
  const inputs = [...html.matchAll(/<input[^>]*\sname="([^"]*)"[^>]*\svalue="([^"]*)"/g)];
  return {
    action: plain(action),
    fields: Object.fromEntries(inputs.map(([, name = '', value = '']) => [plain(name), plain(value)])),
  };
}

const plain = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
