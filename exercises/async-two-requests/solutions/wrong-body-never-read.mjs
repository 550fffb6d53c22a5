// expect-fail: both-requests, concurrent, follows-the-longest
const responses = await Promise.all([
  fetch('https://httpbin.org/drip?duration=2&numbytes=10'),
  fetch('https://httpbin.org/drip?duration=1&numbytes=10'),
]);
console.log(responses.map(({ status }) => status));
process.exit();
