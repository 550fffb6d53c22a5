/** What beginners mostly mean by an error of JavaScript's, and what they can do about it. */

/** Held against "ReferenceError: tme is not defined"; the first that fits. */
export const javascriptErrorHints: readonly (readonly [RegExp, string])[] = [
  [
    /is not available here\. Of Node's modules/,
    'This module of Node is not there: a program has no files, processes and servers here. The message lists the modules that there are; fetch needs none.',
  ],
  [
    /Cannot find package/,
    'No packages are installed here, so do without them: fetch, timers and workers are built in. A file of your own is imported with "./" in front.',
  ],
  [
    /Cannot find module/,
    'A file of your own has to be handed in too. In import its name has "./" in front and its ending, as in "./worker.mjs".',
  ],
  [
    /does not provide an export named/,
    'Is the name spelled as where it is exported? A default export is imported without braces.',
  ],
  [
    /^ReferenceError: (require|module|exports|__dirname|__filename) is not defined/,
    'A file with import or export, or whose name ends in .mjs, is an ES module: use import instead of require, and import.meta.filename and import.meta.dirname for the names.',
  ],
  [
    /Cannot use import statement outside a module|Cannot use 'import\.meta' outside a module/,
    'import stands in ES modules alone, and not beside require: use one of the two in a file.',
  ],
  [
    /await is only valid|^SyntaxError: Unexpected reserved word/,
    'await stands inside an `async` function, or at the top level of an ES module (a file with import, or whose name ends in .mjs).',
  ],
  [
    /TypeScript .*(not supported|strip)|not supported in strip-only mode/,
    'Types are only taken out here; what needs to be translated is not: in place of an enum take an object with `as const`, in place of a namespace a module, and assign fields in the constructor yourself.',
  ],
  [
    /^SyntaxError: .*(JSON)/,
    'This text is no JSON. Print what `await response.text()` gives, and look at the status: an error page is no JSON either.',
  ],
  [
    /^SyntaxError/,
    'JavaScript can not read the program at all. Look at that line and the one before it: a missing bracket, quote or comma.',
  ],
  [
    /^ReferenceError: (window|document|alert|prompt|localStorage|XMLHttpRequest|importScripts|self|postMessage|onmessage) is not defined/,
    'This exists in browsers only. Here a program runs as in Node: console.log prints, fetch sends requests, and Worker, parentPort and workerData come from node:worker_threads.',
  ],
  [
    /^ReferenceError: (Worker|parentPort|workerData|isMainThread|threadId) is not defined/,
    "Import it: import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';",
  ],
  [
    /^ReferenceError: (Buffer|WebSocket|EventSource|BroadcastChannel|ReadableStream|WritableStream|TransformStream|FormData|File|WebAssembly|navigator|CompressionStream) is not defined/,
    'This global of Node is not there. There are fetch, Request, Response, Headers, AbortController, URL, TextEncoder, TextDecoder, Blob, structuredClone, MessageChannel, crypto.getRandomValues, performance and the timers.',
  ],
  [
    /^ReferenceError: Cannot access '.*' before initialization/,
    'A name made by let, const or class exists only from that line on. Move the line up, or what uses it down.',
  ],
  [
    /^ReferenceError/,
    'Is the name spelled as where it was made, and is it imported at the top of the file? A worker does not see the variables of the main thread: hand them over as workerData.',
  ],
  [/Assignment to constant variable/, 'What is to change is made with let, not with const.'],
  [
    /DataCloneError|could not be cloned|Object that needs transfer/,
    'Messages and workerData are copied. Functions and promises can not be, so send plain data; a MessagePort goes along only if it stands in the transfer list too.',
  ],
  [
    /must be an absolute path or a relative path/,
    "Name the file of a worker with new Worker(new URL('./worker.mjs', import.meta.url)).",
  ],
  [
    /not a shared typed array|not an int32 or BigInt64 typed array/,
    'Atomics.wait and notify take an Int32Array or BigInt64Array over a SharedArrayBuffer.',
  ],
  [
    /is not iterable/,
    'Promise.all, race and the others take one array: Promise.all([first(), second()]). An object is iterable by Object.values or Object.entries, a promise only after await.',
  ],
  [
    /Cannot read properties of (undefined|null)|Cannot destructure property/,
    'What stands before the dot is not there at that moment. Has it got its value yet? Is an await missing where it comes from?',
  ],
  [
    /\.(json|text|map|forEach|length|then) is not a function/,
    'What stands before the dot is something else than you think, mostly a promise: its value is there only after await.',
  ],
  [
    /is not a (function|constructor)/,
    'Is the name spelled right, and does it hold a function? Does what it is called on have it?',
  ],
  [/Failed to parse URL|Invalid URL/, 'An address begins with https:// or http://, and has no spaces in it.'],
  [
    /fetch failed/,
    'The request did not get through. Is the name of the host right? Nothing listens on localhost here. A request that may fail belongs into try … catch.',
  ],
  [
    /^(TimeoutError|AbortError)/,
    'A signal ended this before its answer was there. Give AbortSignal.timeout more time, abort later, or catch the error.',
  ],
  [/Body is unusable|already been read/, 'A body is read once: keep what text() or json() gave you.'],
  [
    /All promises were rejected/,
    'Each of the promises that Promise.any got has failed: look at `error.errors`.',
  ],
  [/Maximum call stack size exceeded/, 'A function calls itself without end.'],
  [
    /^Uncaught /,
    'Throw and reject with Error objects, as in `throw new Error("…")`: they say where they come from.',
  ],
];
