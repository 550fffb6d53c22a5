import { type INestApplication, RequestMethod } from '@nestjs/common';
import { toNodeHandler } from 'better-auth/node';
import { SIGN_IN, type SignIn, signInPath } from './auth/sign-in.js';
import { CONFIG, type Config } from './config/config.js';
import { jsonBody } from './platform/json-body.js';
import { ownHost } from './platform/own-host.js';
import { lastResort } from './platform/problem.filter.js';
import { requestContext } from './platform/request-context.js';
import { securityHeaders } from './platform/security-headers.js';
import { webPages } from './platform/web-pages.js';

/** The addresses of the routes; the same for the service and its OpenAPI document. */
export function addressRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: [
      { path: 'healthz', method: RequestMethod.GET },
      { path: 'readyz', method: RequestMethod.GET },
    ],
  });
}

/** What every request passes on its way to a controller. */
export function prepareApp(app: INestApplication): void {
  addressRoutes(app);
  app.getHttpAdapter().getInstance().disable('x-powered-by');
  app.use(requestContext);
  app.use(securityHeaders);
  app.use(ownHost(app.get<Config>(CONFIG).publicUrl));
  app.use(webPages());
  app.use(signInPath, toNodeHandler(app.get<SignIn>(SIGN_IN)));
  app.use('/api/v1', jsonBody);
}

/** After the routes, once the app is initialised: outside of the prefix Express would answer in its own way. */
export function finishApp(app: INestApplication): void {
  app.getHttpAdapter().getInstance().use(lastResort.unknown).use(lastResort.failed);
}
