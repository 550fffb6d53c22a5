import type { ReactNode } from 'react';
import { ComparisonPicture } from '../timeline/comparison.tsx';
import type { Comparison } from '../timeline/story.ts';
import classes from './hero.module.css';

/** Two requests, as the first exercise about asyncio asks for them: the idea of the whole in one picture. */
const example: Comparison = {
  subject: 'request',
  what: '2 requests',
  tone: 'good',
  intervals: [
    { startMs: 0, endMs: 2000 },
    { startMs: 0, endMs: 2000 },
  ],
  measure: {
    count: 2,
    startMs: 0,
    endMs: 2000,
    elapsedMs: 2000,
    longestMs: 2000,
    serialMs: 4000,
    peak: 2,
    overlap: 1,
  },
};

export function Hero({ title }: { title: ReactNode }) {
  return (
    <section className={classes.hero}>
      <div>
        {title}
        <p className={classes.text}>
          Hand in a program. It runs under watch, on a clock of its own, and you see what it really did: every
          thread, process, sleep and request, and why it took as long as it did.
        </p>
      </div>
      <figure className={classes.figure}>
        <figcaption>Two requests of 2 seconds each</figcaption>
        <ComparisonPicture comparison={example} thisRun="Together" />
      </figure>
    </section>
  );
}
