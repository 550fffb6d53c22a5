// expect-fail: both-requests, event-loop, concurrent, follows-the-longest
const request: Promise<string> = fetch('https://httpbin.org/delay/2').then((response) => response.text());
const [first, second]: string[] = await Promise.all([request, request]);
console.log(first?.length, second?.length);
