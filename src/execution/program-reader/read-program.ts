import type { Language } from '../../grading/exercise.js';
import { type Finding, nothingRead, type ProgramReading, type WaitingPlace } from '../../grading/findings.js';
import { languageOf } from '../../grading/program-names.js';
import { readJavascript, withoutTypes } from './read-javascript.js';
import { type GivenFile, readPython } from './read-python.js';
import type { Lint } from './ruff.js';
import type { Parse } from './syntax.js';

/** Enough for any program that a person writes for an exercise. */
const maxFindings = 100;
const maxPlaces = 200;

export type Parsers = Readonly<Record<Language, Parse>>;

/** What stands in the programs of a submission. */
export function readProgram(
  parsers: Parsers,
  lint: Lint,
  files: Readonly<Record<string, string>>,
): ProgramReading {
  const findings: Finding[] = [];
  const places: WaitingPlace[] = [];
  let isWhole = true;
  for (const [file, text] of Object.entries(files)) {
    const others = Object.entries(files).flatMap(([other, theirs]) => (other === file ? [] : theirs));
    const read = readFile(parsers, lint, { file, text, others: others.join('\n') });
    findings.push(...read.findings);
    places.push(...read.places);
    isWhole &&= read.isWhole;
  }
  return {
    findings: findings.slice(0, maxFindings),
    places: places.slice(0, maxPlaces),
    isWhole: isWhole && places.length <= maxPlaces,
  };
}

function readFile(parsers: Parsers, lint: Lint, given: GivenFile): ProgramReading {
  const { file, text } = given;
  if (languageOf(file) === 'python') {
    const root = parsers.python(text);
    return root ? readPython(lint, given, root) : nothingRead;
  }
  const plain = withoutTypes(file, text);
  const root = plain === null ? null : parsers.javascript(plain);
  return root ? readJavascript(file, root) : nothingRead;
}
