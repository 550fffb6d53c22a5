// expect-fail: both-requests, concurrent, follows-the-longest
const rest = new AbortController();
const get = async (url) => (await fetch(url, { signal: rest.signal })).text();
const both = [get('https://httpbin.org/delay/2'), get('https://httpbin.org/delay/1')];
console.log(await Promise.any(both));
rest.abort();
console.log((await Promise.allSettled(both)).map(({ status }) => status));
