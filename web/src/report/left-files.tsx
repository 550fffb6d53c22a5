import type { Run } from '../api/types.ts';
import { counted } from '../timeline/seconds.ts';
import classes from './left-files.module.css';

/** What the program left in its folder. Nothing is said of it where it was not looked for, and where there is none. */
export function LeftFiles({ run }: { run: Run }) {
  const files = run.timeline.leftFiles ?? [];
  if (files.length === 0) return null;
  return (
    <details className={classes.left} open={files.length <= 5}>
      <summary>It left {counted(files.length, 'file')} in its folder</summary>
      <ul>
        {files.map(({ path, bytes }) => (
          <li key={path}>
            <code>{path}</code>
            <span>{sizeWords(bytes)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const kibibyte = 1024;

function sizeWords(bytes: number): string {
  if (bytes < kibibyte) return counted(bytes, 'byte');
  const kib = bytes / kibibyte;
  return kib < kibibyte ? `${Math.round(kib)} KiB` : `${(kib / kibibyte).toFixed(1)} MiB`;
}
