import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import {
  type DeliveryDetails,
  deliveryQuery,
  replayDelivery,
  type Webhook,
  webhooksQuery,
} from '../api/lms.ts';
import { isNotFound } from '../api/problem.ts';
import { useCourse } from '../courses/use-course.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { Attempt } from './attempt.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { kindWords, typeWords } from './delivery-words.ts';
import classes from './lms.module.css';

/** One delivery: what it told, and each attempt with request, answer and time. */
export function DeliveryPage() {
  const { deliveryId = '' } = useParams();
  const course = useCourse();
  const query = useQuery(deliveryQuery(course.id, deliveryId));
  const webhooks = useInfiniteQuery(webhooksQuery(course.id));
  if (!query.data || webhooks.isPending) {
    return (
      <div className="page">
        <PageTitle title="Delivery" tabTitle="Delivery" />
        {query.isPending || query.data ? (
          <Skeleton height={420} radius={14} mt={24} />
        ) : isNotFound(query.error) ? (
          <NothingHere
            title="There is no such delivery"
            text="What has ended is kept for some weeks only."
            action={<Link to={`/courses/${course.id}/integrations/deliveries`}>All deliveries</Link>}
          />
        ) : (
          <Trouble error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  const { webhookId } = query.data;
  const endpoint = webhooks.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === webhookId);
  return <Shown courseId={course.id} delivery={query.data} endpoint={endpoint} />;
}

function Shown({
  courseId,
  delivery,
  endpoint,
}: {
  courseId: string;
  delivery: DeliveryDetails;
  endpoint: Webhook | undefined;
}) {
  const queryClient = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayDelivery(courseId, delivery.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['delivery', courseId, delivery.id] }),
  });
  const { event, tries } = delivery;
  return (
    <div className="page">
      <p className={classes.kind}>
        <Link to={`/courses/${courseId}/integrations/deliveries`}>Deliveries</Link> /{' '}
        {kindWords[delivery.kind]}
      </p>
      <div className={classes.heading}>
        <PageTitle title={typeWords(event.type)} tabTitle={`Delivery: ${typeWords(event.type)}`} />
        <Button
          variant="default"
          disabled={delivery.status === 'waiting'}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          Send again
        </Button>
      </div>
      <FormProblem error={replay.error} />
      <dl className={classes.facts}>
        <div>
          <dt>Status</dt>
          <dd>
            <DeliveryState delivery={delivery} />
          </dd>
        </div>
        <div>
          <dt>Happened</dt>
          <dd>{dateWords(new Date(event.createdAt))}</dd>
        </div>
        {endpoint && (
          <div>
            <dt>To</dt>
            <dd>
              <Link to={`/courses/${courseId}/integrations/deliveries?webhook=${endpoint.id}`}>
                {endpoint.url}
              </Link>
            </dd>
          </div>
        )}
        <div>
          <dt>Event</dt>
          <dd>
            <code>{event.id}</code>
          </dd>
        </div>
        <div>
          <dt>Number in its sequence</dt>
          <dd>{event.sequence}</dd>
        </div>
        {delivery.enrolmentId !== null && (
          <div>
            <dt>Whose score</dt>
            <dd>
              <Link to={`/courses/${courseId}/people/${delivery.enrolmentId}`}>
                The person in this course
              </Link>
            </dd>
          </div>
        )}
      </dl>
      {tries.length === 0 && <p className="muted">Nothing was sent yet.</p>}
      <ol className={classes.attempts} reversed>
        {tries.map((attempt, at) => (
          <Attempt key={attempt.number} attempt={attempt} isOpen={at === 0} />
        ))}
      </ol>
      <details className={`${classes.disclosed} ${classes.data}`}>
        <summary>What happened, as it is stored</summary>
        <pre>{JSON.stringify(event.data, null, 2)}</pre>
      </details>
    </div>
  );
}
