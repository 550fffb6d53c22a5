import { Link } from 'react-router';
import type { Delivery, Webhook } from '../api/lms.ts';
import table from '../courses/table.module.css';
import { dateWords } from '../report/when.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { attemptsWords, kindWords, typeWords } from './delivery-words.ts';
import classes from './lms.module.css';

export function DeliveryTable({
  courseId,
  deliveries,
  endpoints,
}: {
  courseId: string;
  deliveries: readonly Delivery[];
  endpoints: readonly Webhook[];
}) {
  return (
    <ScrollRegion label="Deliveries" className={table.region}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Status</th>
            <th scope="col">When</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <th scope="row" className={classes.what}>
                <Link to={`/courses/${courseId}/integrations/deliveries/${delivery.id}`}>
                  {typeWords(delivery.event.type)}
                </Link>
                <span className={table.below}>{attemptsWords(delivery.attempts)}</span>
              </th>
              <td className={classes.status}>
                <DeliveryState delivery={delivery} />
                {delivery.lastError !== null && delivery.status !== 'delivered' && (
                  <span className={table.below}>{delivery.lastError}</span>
                )}
              </td>
              <td className={table.nowrap}>
                <time dateTime={delivery.createdAt}>{dateWords(new Date(delivery.createdAt))}</time>
              </td>
              <td className={classes.to}>
                <span>
                  {endpoints.find(({ id }) => id === delivery.webhookId)?.url ?? kindWords[delivery.kind]}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
