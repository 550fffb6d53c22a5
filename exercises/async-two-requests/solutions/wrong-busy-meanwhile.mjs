// expect-fail: event-loop
const both = Promise.all(
  ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1'].map((url) => fetch(url)),
);
setTimeout(() => {
  const until = Date.now() + 500;
  while (Date.now() < until) {}
}, 100);
for (const response of await both) console.log((await response.text()).length);
