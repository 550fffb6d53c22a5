/** Whether numbers that several workers came to are the parts of a known sum. */

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Of more, in many parts, the largest of each part counts: trying them all would take too long. */
const mostNumbers = 400;

/**
 * Whether one number of each of at least `least` of the parts can be taken so that they add up to `whole`. Of a part any of
 * its numbers may be the one that counts, or none; only whole numbers from 1 to less than `whole` come into question.
 */
export function partsAddUp(parts: readonly (readonly number[])[], whole: number, least: number): boolean {
  const choices = parts
    .map((values) => values.filter((value) => Number.isInteger(value) && value > 0 && value < whole))
    .filter((values) => values.length > 0);
  if (choices.length < least) return false;
  if (choices.length > 16 && sumOf(choices.map(({ length }) => length)) > mostNumbers)
    return sumOf(choices.map((values) => Math.max(...values))) === whole;
  return canAddUp(choices, whole, least);
}

/** A set of sums is one big number. */
function canAddUp(choices: readonly (readonly number[])[], whole: number, least: number): boolean {
  const mask = (1n << BigInt(whole + 1)) - 1n;
  let reachable = [1n, ...Array<bigint>(least).fill(0n)];
  for (const values of choices) {
    const next = [...reachable];
    reachable.forEach((sums, taken) => {
      const more = Math.min(taken + 1, least);
      for (const value of values) next[more] = (next[more] ?? 0n) | ((sums << BigInt(value)) & mask);
    });
    reachable = next;
  }
  return (((reachable[least] ?? 0n) >> BigInt(whole)) & 1n) === 1n;
}
