import { parseDocument } from 'yaml';
import type { ExerciseFiles } from '../exercises/exercise-files.js';
import { yamlFile } from '../exercises/read-yaml.js';

export interface Heading {
  readonly slug?: string;
  readonly version?: number;
  readonly title?: string;
}

/** Other values in exercise.yaml, whose comments and order stay; as it is when it cannot be read. */
export function withHeading(files: ExerciseFiles, heading: Heading): ExerciseFiles {
  const document = parseDocument(files.get(yamlFile) ?? '');
  if (document.errors.length > 0 || !document.has('slug')) return files;
  for (const [name, value] of Object.entries(heading)) document.set(name, value);
  return new Map([...files, [yamlFile, document.toString({ lineWidth: 0, flowCollectionPadding: false })]]);
}

export interface HeadingSeen {
  readonly slug: string | null;
  readonly version: number | null;
  readonly title: string | null;
}

/** What exercise.yaml says of itself as far as it can be read, be the rest right or wrong. */
export function headingOf(files: ExerciseFiles): HeadingSeen {
  const document = parseDocument(files.get(yamlFile) ?? '');
  const value = (name: string): unknown => (document.has(name) ? document.get(name) : null);
  const [slug, version, title] = [value('slug'), value('version'), value('title')];
  return {
    slug: typeof slug === 'string' ? slug : null,
    version: typeof version === 'number' && Number.isInteger(version) ? version : null,
    title: typeof title === 'string' ? title.slice(0, 300) : null,
  };
}
