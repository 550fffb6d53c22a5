// expect-fail: four-processes, split-work, parallel
async function part(first) {
  let sum = 0;
  for (let number = first; number < first + 25; number++) sum += number * number;
  return sum;
}

const parts = await Promise.all([1, 26, 51, 76].map(part));
console.log(parts.reduce((a, b) => a + b));
