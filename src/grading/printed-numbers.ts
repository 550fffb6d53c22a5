/** Finds a whole number in printed text, in any form that a person would take for it. */

const separator = "[,._'’ \u00a0\u2009\u202f]";
const notNegative = '(?<!(?<!\\w)-)';
const onlyZeros = '(?!\\.\\d*[1-9])';

/**
 * `338350`, `338,350`, `338_350`, `338 350`, `338350.0`, `3.3835e+05`, also inside a sentence; but not as part of a
 * longer number, not negative, and not with decimals other than zeros. For numbers from 1000 on.
 */
export function printsNumber(text: string, value: number): boolean {
  return [plainForm(value), groupedForm(value), scientificForm(value)].some((form) => form.test(text));
}

const plainForm = (value: number) => new RegExp(`(?<![\\d.])${notNegative}${value}(?!\\d)${onlyZeros}`);

/** In groups of three digits, which are neither the end nor the beginning of a longer number in groups. */
function groupedForm(value: number): RegExp {
  const groups = String(value).replace(/\B(?=(?:\d{3})+$)/g, separator);
  const noGroupBefore = `(?<!\\d)(?<!\\d${separator})`;
  const noGroupAfter = `(?!\\d)(?!${separator}\\d{3}(?!\\d))`;
  return new RegExp(`${noGroupBefore}${notNegative}${groups}${noGroupAfter}${onlyZeros}`);
}

function scientificForm(value: number): RegExp {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e+');
  const digits = mantissa.includes('.') ? mantissa.replace('.', '\\.') : `${mantissa}\\.?`;
  return new RegExp(`(?<![\\d.])${notNegative}${digits}0*e\\+?0*${exponent}(?!\\d)`, 'i');
}
