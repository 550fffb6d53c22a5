import type { Answer, ReceivedRequest } from './answer.js';
import { anywhere } from './anywhere.js';
import { httpbin, isHttpbinHost } from './httpbin.js';

/** Which site answers is decided by the host asked for; every host exists. */
export function answerFor(request: ReceivedRequest): Answer {
  return isHttpbinHost(request.host) ? httpbin(request) : anywhere(request);
}
