// expect: all
async function ask(url) {
  const started = performance.now();
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  const body = await response.arrayBuffer();
  return `${url}: ${body.byteLength} bytes in ${Math.round(performance.now() - started)} ms`;
}

async function main() {
  const slower = ask('https://httpbin.org/delay/2');
  const faster = ask('https://jsonplaceholder.typicode.com/posts/1');
  console.log(await faster);
  console.log(await slower);
}

console.time('total');
await main();
console.timeEnd('total');
