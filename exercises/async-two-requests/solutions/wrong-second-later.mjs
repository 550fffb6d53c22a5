// expect-fail: concurrent, follows-the-longest
const first = fetch('https://httpbin.org/delay/2');
await new Promise((resolve) => setTimeout(resolve, 1000));
const second = fetch('https://httpbin.org/delay/2');
for (const response of await Promise.all([first, second])) console.log((await response.text()).length);
