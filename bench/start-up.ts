import { barePythonMs } from './bare-python.js';
import { interleaveRun } from './interleave-run.js';
import { median, type Row, spread } from './row.js';

const repetitions = 9;
const program = 'bench/programs/empty.py';

/** An empty program in the sandbox, and the same by the bare interpreter, taking turns. */
export async function measureStartUp(): Promise<Row[]> {
  const jailed: number[] = [];
  const bare: number[] = [];
  for (let count = 0; count < repetitions; count += 1) {
    bare.push(barePythonMs(program));
    jailed.push((await interleaveRun(program)).realMs);
  }
  return [
    { part: 'start-up', what: 'empty program in the sandbox', unit: 'ms', ...spread(jailed) },
    { part: 'start-up', what: 'empty program by bare python3', unit: 'ms', ...spread(bare) },
    { part: 'start-up', what: 'sandbox ÷ bare', unit: 'ratio', value: median(jailed) / median(bare) },
  ];
}
