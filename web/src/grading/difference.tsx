import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { submissionQuery } from '../api/submissions.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { Trouble } from '../shell/trouble.tsx';
import classes from './attempt-history.module.css';
import { changedLines } from './changed-lines.ts';
import { Tokens } from './code-tokens.tsx';
import { highlightedLines } from './highlighted-lines.ts';

const signs = { same: ' ', added: '+', removed: '−', 'left-out': '…' } as const;

/** What changed in the files from one attempt to the next. */
export default function Difference({ beforeId, id }: { beforeId: string; id: string }) {
  const before = useQuery(submissionQuery(beforeId));
  const after = useQuery(submissionQuery(id));
  if (before.isError) return <Trouble error={before.error} onRetry={() => void before.refetch()} />;
  if (!before.data || !after.data) return <Skeleton height={160} radius={10} mt={12} />;
  const files = { before: before.data.files, after: after.data.files };
  const names = [...new Set([...Object.keys(files.before), ...Object.keys(files.after)])];
  const changed = names.filter((name) => files.before[name] !== files.after[name]);
  if (changed.length === 0) return <p className="muted">Nothing: the same files were handed in again.</p>;
  return (
    <div className={classes.difference}>
      {changed.map((name) => (
        <FileDifference
          key={name}
          name={name}
          before={files.before[name] ?? ''}
          after={files.after[name] ?? ''}
        />
      ))}
    </div>
  );
}

function FileDifference({ name, before, after }: { name: string; before: string; after: string }) {
  const shown = useMemo(() => {
    const tokens = { before: highlightedLines(name, before), after: highlightedLines(name, after) };
    return changedLines(before, after).map(({ change, text, at }) => {
      const known = at === null ? null : tokens[change === 'removed' ? 'before' : 'after'][at];
      return { change, tokens: known ?? [{ text, kind: '' }] };
    });
  }, [name, before, after]);
  return (
    <>
      <h3>{name}</h3>
      <ScrollRegion label={`What changed in ${name}`} className={classes.scroll}>
        <table className={classes.lines}>
          <tbody>
            {shown.map(({ change, tokens }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              <tr key={index} data-change={change}>
                <td>
                  <span aria-hidden="true">{signs[change]}</span>
                  {(change === 'added' || change === 'removed') && (
                    <span className="visually-hidden">{change}</span>
                  )}
                </td>
                <td>
                  <Tokens tokens={tokens} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
