import classes from './handed-in.module.css';

/** The files as they were handed in. */
export function HandedIn({ files }: { files: Readonly<Record<string, string>> }) {
  return Object.entries(files).map(([name, text]) => (
    <details key={name} className={classes.file}>
      <summary>{name}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </details>
  ));
}
