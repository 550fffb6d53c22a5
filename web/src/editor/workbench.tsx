import { Button, Loader } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/problem.ts';
import type { Exercise } from '../api/types.ts';
import { FileBar } from './file-bar.tsx';
import { Notices } from './notices.tsx';
import { mergeUploads } from './uploads.ts';
import { useDraft } from './use-draft.ts';
import { useDrop } from './use-drop.ts';
import { useSubmit } from './use-submit.ts';
import classes from './workbench.module.css';

const CodeEditor = lazy(() => import('./code-editor.tsx'));

interface Props {
  exercise: Exercise;
  language: string;
  /** What it is handed in for: practice, or an assignment. */
  purpose: { exercise: string } | { assignment: string };
  /** Tells drafts apart: of another purpose or person, another one. */
  draftName: string;
  /** What is to be known before handing in; in place of words on the draft. */
  note?: string;
  /** Why nothing can be handed in now; null when something can. */
  obstacle?: string | null;
}

/** Where a solution is written, uploaded and handed in. */
export function Workbench({ exercise, language, purpose, draftName, note, obstacle = null }: Props) {
  const { draft, generation, undo, dispatch, starter, isStarter, isKept } = useDraft(
    draftName,
    exercise,
    language,
  );
  const [uploadErrors, setUploadErrors] = useState<string[]>([]);
  const submit = useSubmit();
  const place = useRef<HTMLElement>(null);
  const file = draft.files.find(({ name }) => name === draft.active) ?? draft.files[0];

  const upload = async (list: readonly File[]): Promise<void> => {
    const uploads = await Promise.all(
      list.map(async (each) => ({ name: each.name, bytes: new Uint8Array(await each.arrayBuffer()) })),
    );
    const merged = mergeUploads(draft.files, starter, uploads);
    setUploadErrors(merged.errors);
    if (merged.active === null) return;
    dispatch({ type: 'replace', files: merged.files, active: merged.active, words: merged.notes.join(' ') });
  };
  const isDragged = useDrop(place, upload);

  const handIn = (): void => {
    if (submit.isPending || obstacle !== null) return;
    const files = Object.fromEntries(draft.files.map(({ name, text }) => [name, text]));
    submit.mutate({ ...purpose, language, files });
  };
  useSubmitKey(handIn);
  const { reset } = submit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused has been changed, so the refusal is history
  useEffect(() => reset(), [draft.files, reset]);
  const problem = submit.error instanceof ApiError ? submit.error : null;
  const atFault = (name: string): boolean =>
    problem?.fields.some(({ field }) => field === `files.${name}`) ?? false;

  return (
    <section
      ref={place}
      className={classes.workbench}
      aria-label="Your solution"
      data-dragged={isDragged || undefined}
    >
      <FileBar
        files={draft.files}
        active={file?.name ?? ''}
        starter={starter}
        isStarter={isStarter}
        atFault={atFault}
        dispatch={dispatch}
        onUpload={(list) => void upload(list)}
      />
      <div className={classes.editor} role="tabpanel" id="solution-panel" aria-label={file?.name}>
        <Suspense fallback={<EditorWait text={file?.text ?? ''} />}>
          {file && (
            <CodeEditor
              name={file.name}
              text={file.text}
              generation={generation}
              invalid={atFault(file.name)}
              onChange={(text) => dispatch({ type: 'type', name: file.name, text })}
              onSubmit={handIn}
            />
          )}
        </Suspense>
      </div>
      <Notices
        uploadErrors={uploadErrors}
        onDismissErrors={() => setUploadErrors([])}
        problem={submit.error}
        undo={undo}
        dispatch={dispatch}
      />
      <div className={classes.foot}>
        <p className={classes.kept}>
          {obstacle ?? note}
          {(obstacle ?? note) && ' '}
          {isStarter
            ? 'Files can be dropped here, too.'
            : isKept
              ? 'Draft kept in this browser'
              : 'This browser keeps no drafts'}
        </p>
        <span className={classes.keys} aria-hidden="true">
          <kbd>{isMac() ? '⌘' : 'Ctrl'}</kbd> <kbd>Enter</kbd>
        </span>
        <Button
          size="md"
          variant="filled"
          onClick={handIn}
          disabled={obstacle !== null}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          leftSection={
            submit.isPending ? (
              <Loader size={16} color="currentColor" />
            ) : (
              <IconPlayerPlayFilled size={16} aria-hidden />
            )
          }
        >
          {submit.isPending ? 'Handing in' : 'Submit'}
        </Button>
      </div>
    </section>
  );
}

/** The text is there before the editor is, so that nothing moves when it comes. */
function EditorWait({ text }: { text: string }) {
  return (
    <pre className={classes.wait} aria-hidden="true">
      {text}
    </pre>
  );
}

/** Ctrl+Enter anywhere on the page; inside the editor CodeMirror sees it first and prevents the default. */
function useSubmitKey(handIn: () => void): void {
  const latest = useRef(handIn);
  latest.current = handIn;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const isMac = (): boolean => navigator.userAgent.includes('Mac');
