import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';

/** What other parts have to say of the operations. */
export type Complete = (document: OpenAPIObject) => OpenAPIObject;

/** Needs no provider to exist: what it says comes from the controllers' declarations. */
export function openApiDocument(app: INestApplication, complete: Complete): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Interleave')
    .setDescription(
      [
        'Grades programs about concurrency by what they do, not by what they print.',
        'Hand in files with `POST /api/v1/submissions`, follow the events, read the report.',
        'Every error is a problem document (RFC 9457) with a stable `code` and the fields at fault.',
      ].join('\n\n'),
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addTag('exercises', 'What can be solved')
    .addTag('submissions', 'What was handed in, and what came of it')
    .addTag('people', 'Who is signed in, and the tokens of scripts')
    .addTag('courses', 'Courses, their people and assignments')
    .addTag('grades', 'Gradebook, statistics, overrides, reviews, comments')
    .addTag('regrades', 'Judging again, shown before it counts')
    .addTag('similarity', 'Programs of one assignment that are alike')
    .addTag('lti', 'Learning platforms: launches, content, who is in a course')
    .addTag('authoring', 'The exercises that courses write for themselves')
    .addTag('webhooks', 'Other systems that are told what happens in a course')
    .addTag('health', 'For those who run the service')
    .build();
  const told = withNullableTypes(SwaggerModule.createDocument(app, config));
  const document = cleanupOpenApiDoc(told, { version: '3.1' });
  return complete(withPathParameters(withDefaultProblem(withPlainNames(document))));
}

/** By this nestjs-zod marks a property whose `type` is not one word. */
const noSingleType = 'x-nestjs_zod-empty-type';

/**
 * Zod writes a plain value that may be null as `"type": ["string", "null"]`, which is right in OpenAPI 3.1. A list of types is how
 * Nest's decorators tell of an array, so Nest makes it one, of the first type. test/project/openapi-shapes.test.ts holds the
 * document against every schema.
 */
function withNullableTypes(document: OpenAPIObject): OpenAPIObject {
  const properties = Object.values(document.components?.schemas ?? {}).flatMap((schema) =>
    'properties' in schema ? Object.values(schema.properties ?? {}) : [],
  );
  for (const property of properties) {
    if (!(noSingleType in property && 'items' in property)) continue;
    const { items } = property;
    delete property.items;
    Object.assign(property, { ...items, type: [Object(items).type, 'null'] });
  }
  return document;
}

/** What we answer with differs from what we take in nowhere, so the suffix for answers only makes names longer. */
function withPlainNames(document: OpenAPIObject): OpenAPIObject {
  const names = Object.keys(document.components?.schemas ?? {});
  const clash = names.find((name) => names.includes(`${name}_Output`));
  if (clash)
    throw new Error(`The schema ${clash} is both taken in and answered with; give the two different names`);
  return JSON.parse(JSON.stringify(document).replaceAll(/\b(\w+)_Output"/g, '$1"')) as OpenAPIObject;
}

/** Nest tells of a parameter only where a method takes it; those that only the guard reads are in the path all the same. */
function withPathParameters(document: OpenAPIObject): OpenAPIObject {
  for (const [path, { get, post, put, patch, delete: remove }] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
    for (const operation of [get, post, put, patch, remove]) {
      if (!operation) continue;
      const known = (operation.parameters ?? []).flatMap((each) => ('name' in each ? each.name : []));
      const unknown = names.filter((name) => !known.includes(name));
      operation.parameters = [
        ...unknown.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } })),
        ...(operation.parameters ?? []),
      ];
    }
  }
  return document;
}

/** Any request may meet a fault of ours, or come from where we do not listen. */
function withDefaultProblem(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap(({ get, post, put, patch, delete: remove }) => [
    get,
    post,
    put,
    patch,
    remove,
  ]);
  for (const operation of operations) {
    if (!operation) continue;
    operation.responses.default = {
      description: 'Any other problem',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } },
    };
  }
  return document;
}

/** The document, and a page that shows it. */
export function serveOpenApi(app: INestApplication, complete: Complete): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app, complete), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Interleave API',
  });
}
