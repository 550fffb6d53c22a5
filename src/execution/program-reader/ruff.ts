/** What Ruff, a linter for Python, says by a few of its rules. It knows more blocking calls than we do. */
import ruff from '@astral-sh/ruff-wasm-nodejs';
import type { Finding, FindingRule, FindingSubject } from '../../grading/findings.js';

/** Only these: each can be held against what a run shows. */
const rules: Readonly<Record<string, readonly [FindingRule, FindingSubject]>> = {
  ASYNC210: ['blocks-the-loop', 'request'],
  ASYNC220: ['blocks-the-loop', 'program'],
  ASYNC221: ['blocks-the-loop', 'program'],
  ASYNC222: ['blocks-the-loop', 'program'],
  ASYNC251: ['blocks-the-loop', 'sleep'],
  RUF006: ['task-not-awaited', 'task'],
};

export type Lint = (file: string, text: string) => Finding[];

export function linter(): Lint {
  const workspace = new ruff.Workspace({ lint: { select: Object.keys(rules) } }, ruff.PositionEncoding.Utf16);
  return (file, text) => {
    const diagnostics: ruff.Diagnostic[] = workspace.check(text);
    const lines = text.split('\n');
    return diagnostics.flatMap(({ code, start_location: from, end_location: to }) => {
      const rule = rules[code ?? ''];
      if (!rule) return [];
      const name = /^[\w.]*/.exec(lines[from.row - 1]?.slice(from.column - 1) ?? '')?.[0] ?? '';
      const place = { file, line: from.row, endLine: to.row, waitLine: null, limit: null };
      return [{ rule: rule[0], subject: rule[1], name: name.slice(0, 60), ...place }];
    });
  };
}
