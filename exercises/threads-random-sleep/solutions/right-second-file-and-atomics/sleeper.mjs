import { randomInt } from 'node:crypto';

const ms = randomInt(500, 3000);
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
process.stdout.write(`sleeper ${process.argv[2]}: ${ms} ms\n`);
