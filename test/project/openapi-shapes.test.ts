import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OpenAPIObject } from '@nestjs/swagger';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { completeDocument } from '../../src/complete-document.js';
import { packageRoot } from '../../src/config/package-root.js';
import { openApiDocument } from '../../src/platform/openapi.js';
import { previewApp } from '../../src/preview-app.js';

interface Shape {
  readonly name: string;
  readonly schema: z.ZodObject;
}

/** Every shape of the API: what the Zod schemas beside the controllers say. */
async function shapesOfTheApi(): Promise<Shape[]> {
  const files = globSync('src/**/*.schema.ts', { cwd: packageRoot });
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(packageRoot, file)).href)));
  return modules
    .flatMap((module) => Object.values(module))
    .filter((each): each is Shape => Object(each).isZodDto === true)
    .filter(({ schema }) => schema instanceof z.ZodObject);
}

/** Properties by name, and the schemas that they refer to, as Zod itself writes them for what is taken in or answered with. */
function asZodSays({ schema }: Shape, io: 'input' | 'output') {
  const written = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).replaceAll(
    '#/$defs/',
    '#/components/schemas/',
  );
  const { properties = {}, $defs = {} } = JSON.parse(written);
  for (const part of Object.values<{ id?: string }>($defs)) delete part.id;
  return { properties, $defs };
}

describe('the OpenAPI document says of every shape what its schema says', () => {
  let schemas: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
  let shapes: Shape[];

  beforeAll(async () => {
    schemas = openApiDocument(await previewApp(), completeDocument).components?.schemas ?? {};
    // Those of queries are in the document as parameters.
    shapes = (await shapesOfTheApi()).filter(({ name }) => name in schemas);
  }, 60_000);

  it('of its properties, null and all, and of what they refer to', () => {
    expect(shapes.length).toBeGreaterThan(80);
    expect(shapes.flatMap(wrongOf)).toEqual([]);
  });

  /** What the document says otherwise, as `Shape.property` or by the name of the schema that is referred to. */
  function wrongOf(shape: Shape): string[] {
    const [asTaken, asAnswered] = (['input', 'output'] as const).map((io) => {
      const { properties, $defs } = asZodSays(shape, io);
      const own = Object(schemas[shape.name]).properties ?? {};
      return [
        ...differences(properties, own).map((name) => `${shape.name}.${name}`),
        ...differences($defs, schemas).filter((name) => name in $defs),
      ];
    });
    return asTaken?.length === 0 ? [] : (asAnswered ?? []);
  }
});

function differences(said: Record<string, unknown>, found: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(said), ...Object.keys(found)]);
  return [...names].filter(
    (name) => JSON.stringify(sorted(said[name])) !== JSON.stringify(sorted(found[name])),
  );
}

/** With the fields of all objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}
