const urls = ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1'];

async function textOf(url) {
  const response = await fetch(url);
  return response.text();
}

const started = performance.now();
for (const url of urls) {
  const text = await textOf(url); // the second request starts only after the first answer: change that
  console.log(url, 'answered with', text.length, 'characters');
}
console.log(`total: ${((performance.now() - started) / 1000).toFixed(2)} s`);
