import { Injectable } from '@nestjs/common';
import { ProblemError } from '../platform/problem.js';
import { OutgoingError, OutgoingHttp } from './outgoing-http.js';

/** Says so early when an address is one that would never be called. */
@Injectable()
export class WebhookAddresses {
  constructor(private readonly http: OutgoingHttp) {}

  /** Throws `bad-field`. A name that cannot be found now may be found when there is something to send. */
  async assertAllowed(url: string): Promise<void> {
    try {
      await this.http.assertAllowed(url);
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      if (error.fault === 'refused-address') throw ProblemError.ofField('bad-field', 'url', error.message);
    }
  }
}
