import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Report } from '../api/types.ts';
import type { Line } from './lines.ts';

export interface ChosenLine {
  report: Report | null;
  files: Readonly<Record<string, string>>;
  /** Chosen in the code, by a hint, or by a span that comes from it. */
  chosen: Line | null;
  choose: (line: Line | null) => void;
  /** Of the run that is shown; empty until one is chosen. */
  scenario: string;
  showScenario: (scenario: string) => void;
}

const nothing: ChosenLine = {
  report: null,
  files: {},
  chosen: null,
  choose: () => undefined,
  scenario: '',
  showScenario: () => undefined,
};
const Context = createContext<ChosenLine>(nothing);

/** Code, hints and picture of one submission choose lines together. */
export function ChosenLineProvider({
  report,
  files,
  children,
}: {
  report: Report | null;
  files: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  const [chosen, choose] = useState<Line | null>(null);
  const [scenario, showScenario] = useState('');
  const value = useMemo(
    () => ({ report, files, chosen, choose, scenario, showScenario }),
    [report, files, chosen, scenario],
  );
  return <Context value={value}>{children}</Context>;
}

export const useChosenLine = (): ChosenLine => useContext(Context);

/** The element that shows a line, wherever on the page it is. */
export const idOfLine = ({ file, line }: Line): string => `line-${encodeURIComponent(file)}-${line}`;

export function showLine(line: Line): void {
  const row = document.getElementById(idOfLine(line));
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  row?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  row?.focus({ preventScroll: true });
}
