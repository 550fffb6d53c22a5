// expect-fail: both-requests, event-loop, concurrent, follows-the-longest
console.log('https://httpbin.org/delay/2: 312 characters');
console.log('https://httpbin.org/delay/1: 312 characters');
console.log('total: 2.01 s');
