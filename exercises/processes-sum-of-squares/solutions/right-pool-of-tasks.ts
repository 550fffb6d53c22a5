// expect: all
import { isMainThread, MessageChannel, type MessagePort, parentPort, Worker } from 'node:worker_threads';

interface Task {
  readonly numbers: number[];
  readonly answer: MessagePort;
}

if (isMainThread) {
  const workers = Array.from({ length: 4 }, () => new Worker(new URL(import.meta.url)));
  const answers: Promise<number>[] = [];
  for (let first = 1; first <= 100; first += 10) {
    const { port1, port2 } = new MessageChannel();
    const numbers = Array.from({ length: 10 }, (_, at) => first + at);
    workers[answers.length % 4]!.postMessage({ numbers, answer: port2 }, [port2]);
    answers.push(
      new Promise((resolve) => {
        port1.once('message', (sum: number) => {
          port1.close();
          resolve(sum);
        });
      }),
    );
  }
  const sums = await Promise.all(answers);
  await Promise.all(workers.map((worker) => worker.terminate()));
  console.log('Sum:', sums.reduce((a, b) => a + b).toLocaleString('en-US'));
} else {
  parentPort!.on('message', ({ numbers, answer }: Task) => {
    answer.postMessage(numbers.map((n) => n * n).reduce((a, b) => a + b));
  });
}
