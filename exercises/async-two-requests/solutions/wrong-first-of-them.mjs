// expect-fail: both-requests, concurrent, follows-the-longest
const get = async (url) => (await fetch(url)).text();
console.log(await Promise.race([get('https://httpbin.org/delay/2'), get('https://httpbin.org/delay/1')]));
process.exit(0);
