import { Button, Skeleton, Tabs } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Change, type Regrade, type RegradeItem, regradeItemsQuery } from '../api/regrades.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { Trouble } from '../shell/trouble.tsx';
import { changeWords } from './regrade-words.ts';
import classes from './regrades.module.css';

const tabs: readonly { change: Change; words: string }[] = [
  { change: 'gain', words: 'Gain' },
  { change: 'lose', words: 'Lose' },
  { change: 'same', words: 'Stay the same' },
  { change: 'failed', words: 'Could not be judged' },
];

/** Who gains and who loses, by how much. */
export function RegradeItems({ courseId, regrade }: { courseId: string; regrade: Regrade }) {
  const first = tabs.find(({ change }) => regrade.counts[change] > 0)?.change ?? 'gain';
  const [change, setChange] = useState<Change>(first);
  return (
    <section className="panel" aria-label="Submissions">
      <Tabs
        value={change}
        onChange={(value) => value !== null && setChange(value as Change)}
        keepMounted={false}
      >
        <Tabs.List aria-label="What changes">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.change} value={tab.change}>
              {tab.words} ({regrade.counts[tab.change]})
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab.change} value={tab.change} pt={12}>
            <Items courseId={courseId} regradeId={regrade.id} change={tab.change} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function Items({ courseId, regradeId, change }: { courseId: string; regradeId: string; change: Change }) {
  const items = useInfiniteQuery(regradeItemsQuery(courseId, regradeId, change));
  if (items.isPending) return <Skeleton height={200} radius={10} />;
  if (items.isError) return <Trouble error={items.error} onRetry={() => void items.refetch()} />;
  const rows = items.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <p className="muted">None.</p>;
  return (
    <>
      <ScrollRegion label="Submissions and their scores" className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Student</th>
              <th scope="col">Assignment</th>
              <th scope="col" className={classes.number}>
                Before
              </th>
              <th scope="col" className={classes.number}>
                After
              </th>
              <th scope="col" className={classes.number}>
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => (
              <Row key={item.submissionId} item={item} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {items.hasNextPage && (
        <Button
          variant="default"
          mt={12}
          loading={items.isFetchingNextPage}
          onClick={() => void items.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

function Row({ item }: { item: RegradeItem }) {
  const { scoreBefore, scoreAfter } = item;
  return (
    <tr>
      <th scope="row">
        <Link to={`/submissions/${item.submissionId}`}>{item.person?.name ?? 'Nobody'}</Link>
      </th>
      <td>
        {item.assignment.title}, attempt {item.attempt}
        {item.message && <span className={classes.message}>{item.message}</span>}
      </td>
      <td className={classes.number}>{scoreBefore ?? '–'}</td>
      <td className={classes.number}>{scoreAfter ?? '–'}</td>
      <td className={classes.change} data-change={item.change ?? undefined}>
        {scoreBefore !== null && scoreAfter !== null ? changeWords(scoreBefore, scoreAfter) : '–'}
      </td>
    </tr>
  );
}
