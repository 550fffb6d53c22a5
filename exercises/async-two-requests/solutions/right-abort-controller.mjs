// expect: all
const slow = new AbortController();
const deadline = setTimeout(() => slow.abort(new Error('too slow')), 8000);

const one = fetch('https://httpbin.org/delay/2', { signal: slow.signal });
const two = fetch('https://httpbin.org/delay/1', { signal: slow.signal });
const [first, second] = await Promise.all([one, two]);
console.log(await first.json(), await second.json());
clearTimeout(deadline);
