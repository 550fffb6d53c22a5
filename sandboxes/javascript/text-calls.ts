/** Text, URLs and bytes: what V8 alone does not know, answered by Node's own implementation. */
import { TextDecoder } from 'node:util';

type Operation = (owner: object, values: readonly unknown[]) => unknown;

interface Decoder {
  readonly decoder: TextDecoder;
}

const parts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

const partsOf = (url: URL) => Object.fromEntries(parts.map((part) => [part, url[part]]));

/** Those that may be set. */
const settable = [
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

/** More are never open at once in a program that means well; the oldest is forgotten. */
const mostDecoders = 10_000;

export class TextCalls {
  readonly #decoders = new Map<string, Decoder>();
  readonly #owners = new WeakMap<object, number>();
  #lastOwner = 0;

  readonly operations: Readonly<Record<string, Operation>> = {
    'text-encode': (_, [text]) => new TextEncoder().encode(String(text)),
    'text-decoder': (owner, [token, label, fatal, ignoreBOM]) =>
      this.#open(this.#key(owner, token), String(label), fatal === true, ignoreBOM === true),
    'text-decode': (owner, [token, bytes, stream]) =>
      this.#decode(this.#key(owner, token), bytes, stream === true),
    'url-parse': (_, [url, base]) => {
      const parsed = URL.parse(String(url), base === null ? undefined : String(base));
      return parsed && partsOf(parsed);
    },
    'url-change': (_, [href, part, value]) => {
      const url = new URL(String(href));
      const name = settable.find((each) => each === part);
      if (name) url[name] = String(value);
      return partsOf(url);
    },
    'url-encode': (_, [pairs]) => new URLSearchParams(pairs as [string, string][]).toString(),
    'url-decode': (_, [text]) => [...new URLSearchParams(String(text))],
    base64: (_, [text, isToBase64]) => (isToBase64 === true ? btoa(String(text)) : atob(String(text))),
  };

  #key(owner: object, token: unknown): string {
    const known = this.#owners.get(owner);
    if (known === undefined) this.#lastOwner += 1;
    const number = known ?? this.#lastOwner;
    this.#owners.set(owner, number);
    return `${number} ${String(token)}`;
  }

  #open(key: string, label: string, fatal: boolean, ignoreBOM: boolean): string | null {
    try {
      const decoder = new TextDecoder(label, { fatal, ignoreBOM });
      this.#decoders.set(key, { decoder });
      const oldest = this.#decoders.size > mostDecoders ? this.#decoders.keys().next().value : undefined;
      if (oldest !== undefined) this.#decoders.delete(oldest);
      return decoder.encoding;
    } catch {
      return null;
    }
  }

  #decode(key: string, bytes: unknown, stream: boolean): string | null {
    try {
      return this.#decoders.get(key)?.decoder.decode(bytes as Uint8Array, { stream }) ?? null;
    } catch {
      return null;
    }
  }
}
