const urls = ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1', 'https://example.com/1.jpg'];

async function download(url) {
  const response = await fetch(url);
  return response.arrayBuffer();
}

const started = performance.now();
for (const url of urls) await download(url);
console.log(`one after the other: ${((performance.now() - started) / 1000).toFixed(2)} s`);
// … and the same list with Promise.all, and with workers of node:worker_threads, one for each URL
