// expect: all
const { performance } = require('node:perf_hooks');

function get(url) {
  return fetch(url)
    .then((response) => response.json())
    .then((data) => console.log(url, Object.keys(data)));
}

const started = performance.now();
Promise.allSettled([
  get('https://httpbin.org/delay/1'),
  get('https://api.github.com/repos/nodejs/node'),
]).then(() => {
  console.log('total:', (performance.now() - started) / 1000);
});
