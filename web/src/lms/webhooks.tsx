import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { webhooksQuery } from '../api/lms.ts';
import { HandedOut } from '../forms/handed-out.tsx';
import { ShowMore } from '../forms/show-more.tsx';
import { Trouble } from '../shell/trouble.tsx';
import classes from './lms.module.css';
import { NewWebhookDialog } from './webhook-dialog.tsx';
import { WebhookItem } from './webhook-item.tsx';

/** The endpoints of a course. A secret is shown where it was made, this once. */
export function Webhooks({ courseId }: { courseId: string }) {
  const webhooks = useInfiniteQuery(webhooksQuery(courseId));
  const [isMaking, setIsMaking] = useState(false);
  const [secret, setSecret] = useState<{ url: string; text: string } | null>(null);
  const items = webhooks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.part} aria-labelledby="webhooks">
      <div className={classes.partHead}>
        <h2 id="webhooks" className="section-title">
          Webhooks
        </h2>
        <Button onClick={() => setIsMaking(true)}>New endpoint</Button>
      </div>
      <p className={classes.hint}>
        Any other system, told by signed requests of what happens in the course. Messages follow the Standard
        Webhooks specification.
      </p>
      {secret && items.some(({ url }) => url === secret.url) && (
        <HandedOut label={`Secret of ${secret.url}`} text={secret.text}>
          By this secret <strong>{secret.url}</strong> verifies what it gets. It is shown this once: copy it
          now.
        </HandedOut>
      )}
      {webhooks.isPending && <Skeleton height={120} radius={14} />}
      {webhooks.isError && <Trouble error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {webhooks.data && items.length === 0 && <p className="muted">No other system is told of anything.</p>}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((webhook) => (
            <WebhookItem key={webhook.id} courseId={courseId} webhook={webhook} onSecret={setSecret} />
          ))}
        </ul>
      )}
      <ShowMore list={webhooks} />
      {isMaking && (
        <NewWebhookDialog courseId={courseId} onSecret={setSecret} onClose={() => setIsMaking(false)} />
      )}
    </section>
  );
}
