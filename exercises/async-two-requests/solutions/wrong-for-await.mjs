// expect-fail: concurrent, follows-the-longest
async function* answers(urls) {
  for (const url of urls) {
    const response = await fetch(url);
    yield response.text();
  }
}

for await (const text of answers(['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1'])) {
  console.log(text.length);
}
