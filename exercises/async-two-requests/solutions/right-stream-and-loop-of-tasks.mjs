// expect: all
import { setTimeout as sleep } from 'node:timers/promises';

const ticking = new AbortController();
const ticker = (async () => {
  try {
    for (;;) {
      await sleep(250, undefined, { signal: ticking.signal });
      console.log('still waiting …');
    }
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
  }
})();

async function bytesOf(url) {
  let bytes = 0;
  const response = await fetch(url);
  for await (const chunk of response.body) bytes += chunk.length;
  return bytes;
}

const running = ['https://httpbin.org/drip?duration=2&numbytes=10', 'https://httpbin.org/delay/1'].map(
  bytesOf,
);
for (const result of running) console.log(await result);
ticking.abort();
await ticker;
