// expect: all
interface Answer {
  readonly url: string;
  readonly characters: number;
}

async function get(url: string): Promise<Answer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return { url, characters: (await response.text()).length };
}

const first: Promise<Answer> = get('https://httpbin.org/delay/2');
const second: Promise<Answer> = get('https://example.com/data.json');
for (const answer of [await first, await second]) console.log(answer);
