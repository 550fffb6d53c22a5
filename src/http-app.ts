import { type INestApplication, RequestMethod } from '@nestjs/common';
import { jsonBody } from './platform/json-body.js';
import { requestContext } from './platform/request-context.js';

/** What every request passes on its way to a controller; the same for the service, its tests and its document. */
export function prepareApp(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: [
      { path: 'healthz', method: RequestMethod.GET },
      { path: 'readyz', method: RequestMethod.GET },
    ],
  });
  app.use(requestContext);
  app.use('/api/v1', jsonBody);
}
