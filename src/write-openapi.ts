import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module.js';
import { completeDocument } from './complete-document.js';
import { parseConfig } from './config/config.js';
import { addressRoutes } from './http-app.js';
import { openApiDocument } from './platform/openapi.js';

/** Writes the OpenAPI document to the file named, for the client of the web pages. Needs no server: nothing is started. */
const [file = 'build/openapi.json'] = process.argv.slice(2);
const module = appModule({
  config: parseConfig({ INTERLEAVE_ROLES: 'api' }),
  connections: { databaseUrl: 'postgres://localhost/none', redisUrl: null },
  makeGrader: () => {
    throw new Error('Nothing is graded here');
  },
});
const app = await NestFactory.create(module, { preview: true, logger: false });
addressRoutes(app);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(openApiDocument(app, completeDocument), null, 2)}\n`);
console.log(`wrote ${file}`);
process.exit(0);
