/** Finds a whole number in printed text, in any form that a person would take for it. */

const separator = "[,._'’ \u00a0\u2009\u202f]";
const notNegative = '(?<!(?<!\\w)-)';
const onlyZeros = '(?!\\.\\d*[1-9])';

/**
 * `338350`, `338,350`, `338_350`, `338 350`, `338350.0`, `3.3835e+05`, also inside a sentence; but not as part of a
 * longer number, not negative, and not with decimals other than zeros. For numbers from 1000 on; give those past 2^53
 * as bigint.
 */
export function printsNumber(text: string, value: number | bigint): boolean {
  const digits = String(value);
  return [plainForm(digits), groupedForm(digits), scientificForm(digits)].some((form) => form.test(text));
}

const plainForm = (digits: string) => new RegExp(`(?<![\\d.])${notNegative}${digits}(?!\\d)${onlyZeros}`);

/**
 * In groups of three digits, all with the same separator, which are neither the end nor the beginning of a longer number
 * in such groups: "3,000,000 8,999,995" are two numbers, "3 000 000 8" is one.
 */
function groupedForm(digits: string): RegExp {
  const [first = '', ...others] = digits.replace(/\B(?=(?:\d{3})+$)/g, ' ').split(' ');
  const noGroupBefore = `(?<!\\d\\k<separator>${first}\\k<separator>)`;
  const noGroupAfter = `(?!\\d)(?!\\k<separator>\\d{3}(?!\\d))`;
  const groups = `${first}(?<separator>${separator})${noGroupBefore}${others.join('\\k<separator>')}`;
  return new RegExp(`(?<!\\d)${notNegative}${groups}${noGroupAfter}${onlyZeros}`);
}

function scientificForm(digits: string): RegExp {
  const [first = '', ...others] = digits.replace(/0+$/, '');
  const mantissa = others.length > 0 ? `${first}\\.${others.join('')}` : `${first}\\.?`;
  return new RegExp(`(?<![\\d.])${notNegative}${mantissa}0*e\\+?0*${digits.length - 1}(?!\\d)`, 'i');
}
