/**
 * What runs in every isolate before the program: it puts the things of Node and the web on globalThis, and hands events
 * of the host to who waits for them. Compiled by the host from this folder; nothing else of the project is in there.
 */

import { AbortController, AbortSignal, CustomEvent, DOMException, Event, EventTarget } from './abort.js';
import { installAtomics } from './atomics.js';
import { Blob, Headers } from './body.js';
import { Buffer } from './buffer.js';
import { globalTimers } from './builtins.js';
import { performance, setClock, startClock, VirtualDate } from './clock.js';
import { console } from './console.js';
import { fetch, Request, Response } from './fetch.js';
import { connect, type HostCall, handle, hidden, type LaneDescription } from './host.js';
import { commonModule, dynamicImport, metaOf, registry } from './modules.js';
import { MessageChannel, MessageEvent, MessagePort } from './ports.js';
import { drainTicks, guarded, process } from './process.js';
import { atob, btoa, crypto, seedRandom, structuredClone, TextDecoder, TextEncoder } from './text.js';
import { URL, URLSearchParams } from './url.js';

interface Pausing {
  applySyncPromise(receiver: undefined, values: readonly unknown[], options: object): unknown;
}

const queueMicrotask = (callback: () => void): void => {
  void Promise.resolve().then(() => guarded(callback));
};

/** Called once by the host, which makes lexical names of what it leaves: only counted programs know them. */
export function start(
  call: HostCall,
  pausing: Pausing,
  lane: LaneDescription,
  workMemory: SharedArrayBuffer,
  sliceMemory: SharedArrayBuffer,
) {
  const applySync = pausing.applySyncPromise.bind(pausing);
  const copied = { arguments: { copy: true } };
  connect(call, (...values) => applySync(undefined, values, copied), lane);
  const pay = (): void => void applySync(undefined, ['slice'], copied);
  const work = setClock(workMemory, sliceMemory, pay);
  startClock();
  seedRandom();
  installAtomics();
  install();
  hidden(globalThis, { __interleave: { work, pay, dynamicImport, metaOf, registry } });
}

function install(): void {
  hidden(globalThis, {
    ...globalTimers(),
    AbortController,
    AbortSignal,
    Blob,
    CustomEvent,
    DOMException,
    Date: VirtualDate,
    Event,
    EventTarget,
    Headers,
    MessageChannel,
    MessageEvent,
    MessagePort,
    Request,
    Response,
    TextDecoder,
    Buffer,
    TextEncoder,
    URL,
    URLSearchParams,
    atob,
    btoa,
    console,
    crypto,
    fetch,
    global: globalThis,
    performance,
    process: process(),
    queueMicrotask,
    structuredClone,
  });
}

/** One turn of the event loop. The microtasks that it leaves are run by V8 when this returns. */
export function deliver(kind: string, token: number, payload: unknown): void {
  guarded(() => handle(kind, token, payload));
  drainTicks();
}

/** A program that is no ES module. */
export function runCommonJs(url: string): void {
  guarded(() => void commonModule(url));
  registry.started();
  drainTicks();
}
