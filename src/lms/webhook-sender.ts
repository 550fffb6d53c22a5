import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { CannotBeOpened, Sealed } from '../platform/sealed.js';
import {
  type Attempted,
  type DeliverySender,
  type DueDelivery,
  keptAnswerBytes,
  type SentRequest,
} from './delivery-sender.js';
import { type OutgoingAnswer, OutgoingError, OutgoingHttp } from './outgoing-http.js';
import { retryAfterMs } from './retry-after.js';
import { WebhookRepository } from './webhook.repository.js';
import { webhookBody, webhookId } from './webhook-body.js';
import { signatureHeaders } from './webhook-signature.js';

const gone = 410;
/** Too many requests; a gateway or server that cannot keep up. */
const slowStatuses = [429, 502, 503, 504];

/** What an attempt comes to, without what was sent and how long it took. */
type Outcome = Omit<Attempted, 'request' | 'durationMs'>;

/** Posts events to endpoints by the Standard Webhooks specification 1.0: only a 2xx has delivered. */
@Injectable()
export class WebhookSender implements DeliverySender {
  readonly kind = 'webhook';
  private readonly publicUrl: string;

  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly sealed: Sealed,
    private readonly http: OutgoingHttp,
    @Inject(CONFIG) { publicUrl, host, port }: Config,
  ) {
    this.publicUrl = publicUrl ?? `http://${host}:${port}`;
  }

  async send({ targetId, event }: DueDelivery, signal: AbortSignal): Promise<Attempted> {
    const begunMs = performance.now();
    const sentAt = new Date();
    const { url, secrets } = await this.webhooks.getSigning(targetId, sentAt);
    const id = webhookId(event.id);
    const body = webhookBody(event, this.publicUrl);
    const done = (request: SentRequest | null, outcome: Outcome): Attempted => ({
      ...outcome,
      request,
      durationMs: performance.now() - begunMs,
    });
    try {
      const opened = await Promise.all(secrets.map((secret) => this.sealed.open('webhook-secret', secret)));
      const headers = {
        'Content-Type': 'application/json',
        'User-Agent': 'Interleave',
        ...signatureHeaders({ id, sentAt, body }, opened),
      };
      const request = { method: 'POST', url, headers, body } as const;
      try {
        const answer = await this.http.request({ ...request, cutAnswerAtBytes: keptAnswerBytes }, signal);
        return done(request, judged(answer));
      } catch (error) {
        if (!(error instanceof OutgoingError)) throw error;
        return done(request, unanswered(error.message));
      }
    } catch (error) {
      if (error instanceof CannotBeOpened) return done(null, unanswered(error.message));
      throw error;
    }
  }
}

const unanswered = (error: string): Outcome => ({ outcome: 'retry', response: null, error });

function judged(response: OutgoingAnswer): Outcome {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return { outcome: 'delivered', response, error: null };
  if (status === gone) {
    const disable = 'It answered 410: the endpoint is gone.';
    return { outcome: 'refused', response, error: disable, disable };
  }
  const patience = retryAfterMs(headers['retry-after'], new Date());
  return {
    outcome: 'retry',
    response,
    error: `It answered ${status}${status >= 300 && status < 400 ? ', and redirects are not followed' : ''}.`,
    slowDown: slowStatuses.includes(status),
    ...(patience === null ? {} : { retryAfterMs: patience }),
  };
}
