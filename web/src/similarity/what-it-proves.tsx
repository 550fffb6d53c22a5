import classes from './similarity.module.css';

/** Stands above every list of pairs: a number must not be read as a verdict. */
export function WhatItProves() {
  return (
    <p className={classes.proves}>
      Alike is not copied: a small task has few good solutions, and people learn together. Nothing follows
      from these figures by themselves; read both programs, and talk to both people.
    </p>
  );
}
