import { Skeleton } from '@mantine/core';

/** Holds the place of a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true">
      <span className="visually-hidden" role="status">
        Loading
      </span>
      <Skeleton height={34} width="min(26rem, 80%)" mb={16} />
      <Skeleton height={16} width="min(40rem, 95%)" mb={32} />
      <Skeleton height={360} radius={14} />
    </div>
  );
}
