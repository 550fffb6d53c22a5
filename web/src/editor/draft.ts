import type { SourceFile } from '../api/types.ts';

/** What someone is writing, kept in their browser until they hand it in and after. */
export interface Draft {
  files: SourceFile[];
  active: string;
}

/** `name`: of the exercise, or of what else the draft is for. */
const keyOf = (name: string, version: number, language: string): string =>
  `interleave:draft:${name}:${version}:${language}`;

export function starterDraft(files: readonly SourceFile[]): Draft {
  return { files: files.map((file) => ({ ...file })), active: files[0]?.name ?? '' };
}

/** Null if there is none, or none that can be read. */
export function loadDraft(name: string, version: number, language: string): Draft | null {
  try {
    const text = localStorage.getItem(keyOf(name, version, language));
    return text === null ? null : parseDraft(text);
  } catch {
    return null;
  }
}

/** False if the browser keeps nothing: private windows, full storage. */
export function saveDraft(name: string, version: number, language: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(name, version, language), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(name: string, version: number, language: string): void {
  try {
    localStorage.removeItem(keyOf(name, version, language));
  } catch {
    // Nothing was kept, so there is nothing to forget.
  }
}

export function parseDraft(text: string): Draft | null {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('files' in value) || !Array.isArray(value.files))
    return null;
  const files = value.files.filter(isSourceFile);
  if (files.length === 0) return null;
  const active = 'active' in value && typeof value.active === 'string' ? value.active : '';
  return { files, active: files.some(({ name }) => name === active) ? active : (files[0]?.name ?? '') };
}

function isSourceFile(value: unknown): value is SourceFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'text' in value &&
    typeof value.text === 'string'
  );
}

export const sameFiles = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean =>
  a.length === b.length &&
  a.every((file) => b.some(({ name, text }) => name === file.name && text === file.text));
