import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { expectAsInNode } from '../support/beside-node.js';

/**
 * Nets of workers drawn at random hand on messages as in Node: by parentPort both ways, and by channels whose ends were
 * sent to workers in all the ways there are. What Node promises is compared: what comes by one port, in its order, and
 * what else its event loop does between two messages. Each port is fed by one other alone, so that nothing more is open.
 */

const seed = 20_260_103;
const netCount = 16;
const slot = 404;

interface Sent {
  /** Which of the links of the node that sends. */
  readonly link: number;
  /** So often it is handed on. */
  readonly hops: number;
  /** An expression. */
  readonly value: string;
}

interface Net {
  readonly workers: number;
  /** Besides those between main and each worker; numbers of nodes, main is 0. */
  readonly channels: readonly (readonly [number, number])[];
  /** By which way the ends of channels come to workers. */
  readonly handing: 'workerData' | 'message' | 'map';
  /** How each node listens. */
  readonly listening: 'on' | 'onmessage' | 'addEventListener';
  readonly sends: readonly (readonly Sent[])[];
  /** Of each node: how far the link by which a message is handed on is from that by which it came. */
  readonly turns: readonly number[];
}

const mostWorkers = 3;
const values = fc.constantFrom(
  '-0',
  'NaN',
  '2 ** 53 - 1',
  '123456789012345678901234567890n',
  "'grüß \\u0000 \\ud83d\\ude00'",
  'undefined',
  'null',
  '[1, , 3]',
  '{ a: { b: [1n, undefined] }, c: null }',
  'new Date(5)',
  '/x+/gi',
  'Object(true)',
  "new Map([['a', { b: 1 }], [{}, new Set([1, 'x'])]])",
  'new Float64Array([1.5, -0])',
  'new Uint8Array([1, 2, 3]).subarray(1)',
  'new BigInt64Array(2).fill(7n)',
  'new ArrayBuffer(3)',
  "Object.assign(new RangeError('far'), { code: 1 })",
  '(() => { const own = {}; return [own, own]; })()',
  '(() => { const own = { n: 1 }; own.own = own; return own; })()',
  'new (class Point { x = 1; get y() { return 2; } })()',
  'Object.create(null)',
  'Object.create({ inherited: 1 })',
  'new DataView(new ArrayBuffer(2))',
);
const node = fc.nat({ max: mostWorkers });
const nets: Net[] = fc.sample(
  fc.record({
    workers: fc.integer({ min: 1, max: mostWorkers }),
    channels: fc.array(fc.tuple(node, node), { maxLength: 3 }),
    handing: fc.constantFrom('workerData', 'message', 'map'),
    listening: fc.constantFrom('on', 'onmessage', 'addEventListener'),
    sends: fc.array(
      fc.array(fc.record({ link: fc.nat(9), hops: fc.nat(5), value: values }), { maxLength: 4 }),
      {
        minLength: mostWorkers + 1,
        maxLength: mostWorkers + 1,
      },
    ),
    turns: fc.array(fc.nat(5), { minLength: mostWorkers + 1, maxLength: mostWorkers + 1 }),
  }),
  { seed, numRuns: netCount },
);

type Link = readonly [name: string, a: number, b: number];

const linksOf = ({ workers, channels }: Net): Link[] => [
  ...Array.from({ length: workers }, (_, at): Link => [`p${at + 1}`, 0, at + 1]),
  ...channels.flatMap(([a, b], at): Link[] => {
    const [one, other] = [a % (workers + 1), b % (workers + 1)];
    return one === other ? [] : [[`c${at}`, one, other]];
  }),
];

/** What each node is to do, as the text of an array. */
function planOf(net: Net): string {
  const links = linksOf(net);
  const nodes = Array.from({ length: net.workers + 1 }, (_, at) => {
    const own = links.filter(([, a, b]) => a === at || b === at);
    const nameAt = (place: number) => own[place % own.length]?.[0] ?? '';
    const forwards = Object.fromEntries(
      own.map(([name], place) => [name, nameAt(place + (net.turns[at] ?? 0))]),
    );
    const sends = (net.sends[at] ?? []).map((sent) => ({ ...sent, link: nameAt(sent.link) }));
    return { at, forwards, sends };
  });
  const peer = (at: number, link: string) => {
    const [, a, b] = links.find(([name]) => name === link) as Link;
    return nodes[a === at ? b : a] as (typeof nodes)[number];
  };
  const expected = nodes.map(() => 0);
  for (const { at, sends } of nodes) {
    for (let { link, hops } of sends) {
      for (let to = peer(at, link); hops >= 0; hops -= 1) {
        expected[to.at] = (expected[to.at] ?? 0) + 1;
        link = to.forwards[link] ?? '';
        to = peer(to.at, link);
      }
    }
  }
  const texts = nodes.map(({ at, forwards, sends }) => {
    const sent = sends.map(({ link, hops, value }) => `{ link: '${link}', hops: ${hops}, value: ${value} }`);
    return `{ forwards: ${JSON.stringify(forwards)}, expected: ${expected[at]}, sends: [${sent}] }`;
  });
  const { handing, listening } = net;
  const channels = links.filter(([name]) => name.startsWith('c'));
  return `{ ${JSON.stringify({ workers: net.workers, handing, listening, channels }).slice(1, -1)}, nodes: () => [${texts}] }`;
}

const nodeCode = `import { inspect } from 'node:util';
  export const plans = [${nets.map(planOf).join(',\n')}];
  const shown = (value) =>
    value instanceof Error ? [value.name, value.message, ...Object.keys(value)].join() : inspect(value, { depth: 9 });
  const listen = (port, listening, hear) => {
    if (listening === 'on' || port.constructor.name === 'Worker') port.on('message', hear);
    else if (listening === 'onmessage') port.onmessage = ({ data }) => hear(data);
    else { port.addEventListener('message', ({ data }) => hear(data)); port.start(); }
  };
  /** Resolves with what was heard by each port, when all is there that is to come. */
  export const takePart = ({ nodes, listening }, number, ports, control) => new Promise((resolve) => {
    const { forwards, expected, sends } = nodes()[number];
    const logs = Object.fromEntries(Object.keys(ports).map((name) => [name, []]));
    let received = 0;
    for (const [name, port] of Object.entries(ports)) {
      const log = (...entry) => logs[name].push(entry.join(' '));
      listen(port, listening, (message) => {
        if (message.control) return control(message.control, name);
        const { id, hops, value } = message;
        log(id, shown(value));
        queueMicrotask(() => log(id, 'micro'));
        process.nextTick(() => log(id, 'tick'));
        if (hops > 0) ports[forwards[name]].postMessage({ id: id + name, hops: hops - 1, value });
        if (++received === expected) setImmediate(() => resolve(logs));
      });
    }
    for (const [at, { link, hops, value }] of sends.entries()) {
      const moves = value instanceof ArrayBuffer;
      ports[link].postMessage({ id: number + '.' + at, hops, value }, moves ? [value] : []);
      if (moves) logs[link].push(value.byteLength + ' bytes left');
    }
    if (expected === 0) resolve(logs);
  });`;

const workerCode = `import { once } from 'node:events';
  import { parentPort, workerData } from 'node:worker_threads';
  import { plans, takePart } from './node.mjs';
  const { net, number } = workerData;
  const handed = workerData.ports ?? (await once(parentPort, 'message'))[0].ports;
  const ports = { ...(handed instanceof Map ? Object.fromEntries(handed) : handed), ['p' + number]: parentPort };
  const end = () => { for (const port of Object.values(ports)) port.close(); };
  parentPort.postMessage({ control: await takePart(plans[net], number, ports, end) });`;

const mainCode = `import { once } from 'node:events';
  import { MessageChannel, Worker } from 'node:worker_threads';
  import { plans, takePart } from './node.mjs';
  for (const [net, plan] of plans.entries()) {
    const { workers, handing, channels } = plan;
    const ends = Array.from({ length: workers + 1 }, () => ({}));
    for (const [name, a, b] of channels) ({ port1: ends[a][name], port2: ends[b][name] } = new MessageChannel());
    const own = ends[0];
    for (let number = 1; number <= workers; number += 1) {
      const transferList = Object.values(ends[number]);
      const ports = handing === 'map' ? new Map(Object.entries(ends[number])) : ends[number];
      const isData = handing === 'workerData';
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), isData
        ? { workerData: { net, number, ports }, transferList } : { workerData: { net, number } });
      if (!isData) worker.postMessage({ ports }, transferList);
      own['p' + number] = worker;
    }
    const all = Object.entries(own).filter(([, port]) => port instanceof Worker);
    const exits = Promise.all(all.map(([, worker]) => once(worker, 'exit')));
    const heard = {};
    let mine;
    const allHeard = new Promise((resolve) => {
      const control = (logs, name) => { heard[name] = logs; if (Object.keys(heard).length === all.length) resolve(); };
      mine = takePart(plan, 0, own, control);
    });
    await allHeard;
    for (const [, worker] of all) worker.postMessage({ control: 'end' });
    const codes = await exits;
    for (const port of Object.values(own)) port.close?.();
    console.log(JSON.stringify([await mine, ...all.map(([name]) => heard[name]), codes]));
  }`;

const sandbox = new JavascriptSandbox();
afterAll(() => sandbox.stop());

it(`hands on what ${netCount} nets of workers send as Node does (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  const files = { 'main.mjs': mainCode, 'worker.mjs': workerCode, 'node.mjs': nodeCode };
  await expectAsInNode(sandbox, slot, netCount, () => files);
});
