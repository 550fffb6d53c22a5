// expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
const nap = (number) =>
  new Promise((resolve) => {
    setTimeout(
      () => {
        console.log(`nap ${number} is over`);
        resolve();
      },
      1000 + Math.random() * 2000,
    );
  });

await Promise.all([1, 2, 3, 4, 5].map(nap));
