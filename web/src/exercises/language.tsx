import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { Exercise } from '../api/types.ts';
import classes from './exercise.module.css';

const names: Readonly<Record<string, string>> = { python: 'Python', javascript: 'JavaScript' };

export const languageName = (language: string): string => names[language] ?? language;

/** The one wanted where the exercise has it, else its first. */
export function chosenLanguage({ languages }: Exercise, wanted: string | null): string {
  if (wanted !== null && Object.hasOwn(languages, wanted)) return wanted;
  return Object.keys(languages)[0] ?? 'python';
}

/** As those see it who solve it in this language. */
export function inLanguage(exercise: Exercise, language: string): Exercise {
  const own = exercise.languages[language];
  return own ? { ...exercise, statement: own.statement, checks: own.checks } : exercise;
}

/** Kept in the address, so that a link shows what its sender saw. */
export function useLanguage(exercise: Exercise): [string, (language: string) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (language: string): void =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        next.set('language', language);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [chosenLanguage(exercise, search.get('language')), choose];
}

/** Nothing where there is nothing to choose. */
export function LanguageChoice({ exercise }: { exercise: Exercise }) {
  const [language, choose] = useLanguage(exercise);
  const languages = Object.keys(exercise.languages);
  if (languages.length < 2) return null;
  return (
    <SegmentedControl
      aria-label="Language"
      className={classes.language}
      value={language}
      onChange={choose}
      data={languages.map((value) => ({ value, label: languageName(value) }))}
    />
  );
}
