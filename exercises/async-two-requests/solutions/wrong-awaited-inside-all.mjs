// expect-fail: concurrent, follows-the-longest
const results = await Promise.all([
  await fetch('https://httpbin.org/delay/2'),
  await fetch('https://httpbin.org/delay/1'),
]);
for (const response of results) console.log(await response.text());
