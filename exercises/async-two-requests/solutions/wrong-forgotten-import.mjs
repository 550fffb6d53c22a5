// expect-fail: runs, both-requests, event-loop, concurrent, follows-the-longest
const [a, b] = await Promise.all([
  axios.get('https://httpbin.org/delay/2'),
  axios.get('https://httpbin.org/delay/1'),
]);
console.log(a, b);
