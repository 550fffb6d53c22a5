import type { SourceFile } from '../api/types.ts';
import { counted } from '../timeline/seconds.ts';
import { isProgram } from './programs.ts';

/** The limits of the service, said before anything is sent. The service decides; this is only sooner. */
export const maxFiles = 10;
export const maxTotalBytes = 256 * 1024;

export interface Upload {
  name: string;
  bytes: Uint8Array;
}

export interface Merged {
  files: SourceFile[];
  /** The file to show. */
  active: string | null;
  /** What was done, for the person: "main.py now holds solution.py". */
  notes: string[];
  /** What could not be taken, and why. */
  errors: string[];
}

/**
 * Adds uploaded files to those in the editor. A single program takes the place of the program in the editor, whatever
 * its own name: otherwise the untouched starter would be the one that runs. Several keep their names.
 */
export function mergeUploads(
  current: readonly SourceFile[],
  starter: readonly SourceFile[],
  uploads: readonly Upload[],
): Merged {
  const merged: Merged = { files: current.map((file) => ({ ...file })), active: null, notes: [], errors: [] };
  const read = uploads.flatMap((upload) => readText(upload, merged.errors));
  const programs = read.filter(({ name }) => isProgram(name));
  const single = programs.length === 1 ? programs[0] : undefined;
  const program = starter.find(({ name }) => isProgram(name))?.name;
  const hasProgram = programs.some(({ name }) => name === program);
  if (programs.length > 1 && !hasProgram) dropUntouched(merged, starter, program);
  for (const file of read) {
    const name = file === single ? nameForSingle(file.name, merged.files) : file.name;
    put(merged, { name, text: file.text }, file.name);
  }
  const problem = problemOf(merged.files);
  if (problem === null) return merged;
  return { files: [...current], active: null, notes: [], errors: [...merged.errors, problem] };
}

function readText({ name, bytes }: Upload, errors: string[]): SourceFile[] {
  if (bytes.length > maxTotalBytes) {
    errors.push(`${name} has ${kib(bytes.length)}; all files together may have ${kib(maxTotalBytes)}.`);
    return [];
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return [{ name, text: text.replaceAll('\r\n', '\n') }];
  } catch {
    // Not UTF-8: said below, in the same words as for NUL.
  }
  errors.push(`${name} is not text in UTF-8. Save it as UTF-8 and try again.`);
  return [];
}

function nameForSingle(name: string, files: readonly SourceFile[]): string {
  const programs = files.filter((file) => isProgram(file.name));
  if (programs.some((file) => file.name === name)) return name;
  return programs.length === 1 ? (programs[0]?.name ?? name) : name;
}

function dropUntouched(merged: Merged, starter: readonly SourceFile[], program?: string): void {
  const untouched = merged.files.find(
    (file) =>
      file.name === program && starter.some(({ name, text }) => name === file.name && text === file.text),
  );
  if (!untouched) return;
  merged.files = merged.files.filter((file) => file !== untouched);
  merged.notes.push(`The untouched ${program} was taken out.`);
}

function put(merged: Merged, file: SourceFile, from: string): void {
  const index = merged.files.findIndex(({ name }) => name === file.name);
  if (index < 0) merged.files.push(file);
  else merged.files[index] = file;
  merged.active ??= file.name;
  merged.notes.push(
    index < 0
      ? `${file.name} was added.`
      : file.name === from
        ? `${file.name} was replaced.`
        : `${file.name} now holds ${from}.`,
  );
}

export const bytesOf = (files: readonly SourceFile[]): number =>
  files.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);

function problemOf(files: readonly SourceFile[]): string | null {
  if (files.length > maxFiles)
    return `That would be ${counted(files.length, 'file')}; at most ${maxFiles} can be handed in.`;
  const bytes = bytesOf(files);
  if (bytes > maxTotalBytes)
    return `That would be ${kib(bytes)} in all; at most ${kib(maxTotalBytes)} can be handed in.`;
  return null;
}

const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;

/** Why a file cannot have this name, or null. */
export function problemOfName(name: string, files: readonly SourceFile[]): string | null {
  if (name.trim() === '') return 'Give the file a name.';
  if (files.some((file) => file.name === name)) return `There is a ${name} already.`;
  if (name.length > 100) return 'The name is too long.';
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ .()+-]*$/u.test(name) || /[ .]$/.test(name))
    return 'Letters, digits, ".", "-" and "_" only, and no folders.';
  if (files.length >= maxFiles) return `At most ${maxFiles} files can be handed in.`;
  return null;
}
