// expect: all
const urls = ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1'];
const started = performance.now();
const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
urls.forEach((url, i) => console.log(url, texts[i].length));
console.log(`total: ${((performance.now() - started) / 1000).toFixed(2)} s`);
