// expect-fail: concurrent, follows-the-longest
const started = performance.now();
for (const url of ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1']) {
  const text = await (await fetch(url)).text();
  console.log(url, text.length);
}
console.log('total', performance.now() - started);
