// expect-fail: both-requests, event-loop, concurrent, follows-the-longest
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await Promise.all([sleep(2000), sleep(1000)]);
console.log('done');
