import { Button, NativeSelect, Skeleton } from '@mantine/core';
import '../forms/input-styles.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  type Delivery,
  type DeliveryFilter,
  deliveriesQuery,
  type Webhook,
  webhooksQuery,
} from '../api/lms.ts';
import { useCourse } from '../courses/use-course.ts';
import { ShowMore } from '../forms/show-more.tsx';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { kindWords, statusWords } from './delivery-words.ts';
import classes from './lms.module.css';
import { ReplayDialog } from './replay-dialog.tsx';

/** All that was sent from a course to other systems, newest first; the filter is in the address. */
export function DeliveriesPage() {
  const course = useCourse();
  const [filter, setFilter] = useFilter();
  const [isReplaying, setIsReplaying] = useState(false);
  const webhooks = useInfiniteQuery(webhooksQuery(course.id));
  const endpoints = webhooks.data?.pages.flatMap((page) => page.items) ?? [];
  const deliveries = useInfiniteQuery(deliveriesQuery(course.id, filter));
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <p className={classes.kind}>
        <Link to={`/courses/${course.id}/integrations`}>Integrations</Link> / Deliveries
      </p>
      <div className={classes.heading}>
        <PageTitle title="Deliveries" tabTitle={`Deliveries: ${course.title}`} />
        <Button variant="default" onClick={() => setIsReplaying(true)}>
          Send failed ones again
        </Button>
      </div>
      <Filters filter={filter} endpoints={endpoints} onChange={setFilter} />
      {deliveries.isPending && <Skeleton height={320} radius={14} />}
      {deliveries.isError && <Trouble error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.data && items.length === 0 && (
        <NothingHere
          title="Nothing was sent"
          text="Here is what webhooks and the learning platform were told, with what they answered."
        />
      )}
      {items.length > 0 && <DeliveryTable courseId={course.id} deliveries={items} endpoints={endpoints} />}
      <ShowMore list={deliveries} />
      {isReplaying && (
        <ReplayDialog courseId={course.id} endpoints={endpoints} onClose={() => setIsReplaying(false)} />
      )}
    </div>
  );
}

function useFilter(): [DeliveryFilter, (name: keyof DeliveryFilter, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const kind = search.get('kind');
  const status = search.get('status');
  const webhook = search.get('webhook');
  const filter: DeliveryFilter = {
    ...(kind !== null && kind in kindWords ? { kind: kind as Delivery['kind'] } : {}),
    ...(status !== null && status in statusWords ? { status: status as Delivery['status'] } : {}),
    ...(webhook === null ? {} : { webhook }),
  };
  const change = (name: keyof DeliveryFilter, value: string): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return [filter, change];
}

const all = { value: '', label: 'All' };
const options = (words: Readonly<Record<string, string>>) => [
  all,
  ...Object.entries(words).map(([value, label]) => ({ value, label })),
];

function Filters({
  filter,
  endpoints,
  onChange,
}: {
  filter: DeliveryFilter;
  endpoints: readonly Webhook[];
  onChange: (name: keyof DeliveryFilter, value: string) => void;
}) {
  return (
    <div className={classes.filters}>
      <NativeSelect
        label="Status"
        value={filter.status ?? ''}
        data={options(statusWords)}
        onChange={(event) => onChange('status', event.currentTarget.value)}
      />
      <NativeSelect
        label="Kind"
        value={filter.kind ?? ''}
        data={options(kindWords)}
        onChange={(event) => onChange('kind', event.currentTarget.value)}
      />
      {endpoints.length > 0 && (
        <NativeSelect
          label="Endpoint"
          value={filter.webhook ?? ''}
          data={[all, ...endpoints.map(({ id, url }) => ({ value: id, label: url }))]}
          onChange={(event) => onChange('webhook', event.currentTarget.value)}
        />
      )}
    </div>
  );
}
