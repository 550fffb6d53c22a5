import { type INestApplication, RequestMethod } from '@nestjs/common';
import express from 'express';
import { CONFIG, type Config } from './config/config.js';
import { postedByPlatforms } from './lms/lti/lti-addresses.js';
import { LtiFraming } from './lms/lti/lti-framing.js';
import { jsonBody } from './platform/json-body.js';
import { ownHost } from './platform/own-host.js';
import { ownOrigin } from './platform/own-origin.js';
import { lastResort } from './platform/problem.filter.js';
import { requestContext } from './platform/request-context.js';
import { securityHeaders } from './platform/security-headers.js';
import { webPages } from './platform/web-pages.js';
import { zipBody } from './platform/zip-body.js';

/** The addresses of the routes; the same for the service and its OpenAPI document. */
export function addressRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: [
      { path: 'api/auth/*path', method: RequestMethod.ALL },
      { path: 'api/lti/*path', method: RequestMethod.ALL },
      { path: 'healthz', method: RequestMethod.GET },
      { path: 'readyz', method: RequestMethod.GET },
    ],
  });
}

/** An ID token with all that a platform has to say is of some kilobytes. */
const ltiFormMaxBytes = 256 * 1024;

/** What every request passes on its way to a controller. */
export function prepareApp(app: INestApplication): void {
  addressRoutes(app);
  const { publicUrl, trustedProxies } = app.get<Config>(CONFIG);
  app.getHttpAdapter().getInstance().disable('x-powered-by').set('trust proxy', trustedProxies);
  app.use(requestContext);
  app.use(securityHeaders(publicUrl));
  app.use(ownHost(publicUrl));
  app.use(app.get(LtiFraming, { strict: false }).forPages);
  app.use(webPages());
  app.use(ownOrigin(publicUrl, postedByPlatforms));
  app.use('/api/v1/courses/:courseId/exercises/import', zipBody);
  app.use(['/api/v1', '/api/auth'], jsonBody);
  app.use('/api/lti', express.urlencoded({ extended: false, limit: ltiFormMaxBytes }));
}

/** After the routes, once the app is initialised: outside of the prefix Express would answer in its own way. */
export function finishApp(app: INestApplication): void {
  app.getHttpAdapter().getInstance().use(lastResort.unknown).use(lastResort.failed);
}
