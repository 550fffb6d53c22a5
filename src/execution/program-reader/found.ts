import type { Finding, FindingRule, FindingSubject } from '../../grading/findings.js';
import type { Syntax } from './syntax.js';
import type { Wait } from './waits.js';

export function found(
  { file }: { readonly file: string },
  rule: FindingRule,
  subject: FindingSubject,
  at: Syntax,
  more: Partial<Finding> = {},
): Finding {
  const { line, endLine } = at;
  return { rule, subject, file, line, endLine, name: '', waitLine: null, limit: null, ...more };
}

/** The only line of waits; null when there are several. */
export function onlyLine(waits: readonly Wait[], except: number): number | null {
  const lines = new Set(waits.map(({ call }) => call.line));
  const [line] = lines;
  return lines.size === 1 && line !== undefined && line !== except ? line : null;
}
