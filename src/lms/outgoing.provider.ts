import type { Provider } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { OutgoingHttp } from './outgoing-http.js';

/** For both roles: addresses are checked when they are entered, and whenever they are called. */
export const outgoingHttp: Provider = {
  provide: OutgoingHttp,
  inject: [CONFIG],
  useFactory: ({ outgoingAllow }: Config) => new OutgoingHttp(outgoingAllow),
};
