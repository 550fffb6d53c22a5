const urls = ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1'];
const get = async (url) => (await fetch(url)).text();

console.time('one after the other');
for (const url of urls) await get(url);
console.timeEnd('one after the other');
console.time('Promise.all');
await Promise.all(urls.map(get));
console.timeEnd('Promise.all');
