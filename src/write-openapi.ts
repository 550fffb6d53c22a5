import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { completeDocument } from './complete-document.js';
import { openApiDocument } from './platform/openapi.js';
import { previewApp } from './preview-app.js';

/** Writes the OpenAPI document to the file named, for the client of the web pages. Needs no server: nothing is started. */
const [file = 'build/openapi.json'] = process.argv.slice(2);
const app = await previewApp();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(openApiDocument(app, completeDocument), null, 2)}\n`);
console.log(`wrote ${file}`);
process.exit(0);
