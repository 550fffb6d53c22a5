import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { type Comment, commentsQuery, createComment } from '../api/reviewing.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import classes from './annotated-code.module.css';
import { CodeLine } from './code-line.tsx';
import { CommentForm } from './comment-form.tsx';
import { CommentView } from './comment-view.tsx';
import { highlightedLines, type Token } from './highlighted-lines.ts';

/** The files of a submission with numbered lines, and what people have said about lines. */
export default function AnnotatedCode({
  submissionId,
  files,
}: {
  submissionId: string;
  files: Readonly<Record<string, string>>;
}) {
  const comments = useQuery(commentsQuery(submissionId));
  const all = comments.data?.items ?? [];
  return Object.entries(files).map(([name, text]) => (
    <AnnotatedFile
      key={name}
      submissionId={submissionId}
      name={name}
      text={text}
      comments={all.filter(({ file }) => file === name)}
    />
  ));
}

/** What is written for people may break its lines; the lines of a program mean something. */
const isProse = (name: string): boolean => /\.(md|txt)$/.test(name);

function AnnotatedFile({
  submissionId,
  name,
  text,
  comments,
}: {
  submissionId: string;
  name: string;
  text: string;
  comments: readonly Comment[];
}) {
  const lines = useMemo(() => highlightedLines(name, text), [name, text]);
  const byLine = Map.groupBy(comments, ({ line }) => line);
  const [writingAt, setWritingAt] = useState<number | null>(null);
  const [entry, setEntry] = useState(1);
  const table = useRef<HTMLTableElement>(null);

  /** The numbers are one stop for Tab; arrows lead from line to line. */
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, line: number): void => {
    const next = { ArrowDown: line + 1, ArrowUp: line - 1, Home: 1, End: lines.length }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-line="${next}"]`)?.focus();
  };

  return (
    <div className={classes.file}>
      <h3 className={classes.name}>{name}</h3>
      <ScrollRegion label={`${name}, with comments`} className={classes.scroll}>
        <table ref={table} className={classes.code} data-prose={isProse(name) || undefined}>
          <tbody>
            {lines.map((tokens, index) => {
              const line = index + 1;
              return (
                <Line
                  key={line}
                  line={line}
                  tokens={tokens}
                  comments={byLine.get(line) ?? []}
                  submissionId={submissionId}
                  file={name}
                  isWriting={writingAt === line}
                  onWrite={(isOn) => setWritingAt(isOn ? line : null)}
                  number={{
                    tabIndex: entry === line ? 0 : -1,
                    onFocus: () => setEntry(line),
                    onKeyDown: (event) => onKeyDown(event, line),
                  }}
                />
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

interface LineProps {
  line: number;
  tokens: readonly Token[];
  comments: readonly Comment[];
  submissionId: string;
  file: string;
  isWriting: boolean;
  onWrite: (isOn: boolean) => void;
  number: {
    tabIndex: number;
    onFocus: () => void;
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
  };
}

function Line({ line, tokens, comments, submissionId, file, isWriting, onWrite, number }: LineProps) {
  const hasThread = comments.length > 0 || isWriting;
  return (
    <CodeLine
      line={{ file, line }}
      number={
        <button
          type="button"
          data-line={line}
          aria-label={`Comment on line ${line}`}
          title={`Comment on line ${line}`}
          onClick={() => onWrite(true)}
          {...number}
        >
          {line}
        </button>
      }
      tokens={tokens}
      isCommented={comments.length > 0}
      thread={
        hasThread && (
          <>
            {comments.map((comment) => (
              <CommentView key={comment.id} submissionId={submissionId} comment={comment} />
            ))}
            {isWriting ? (
              <NewComment
                submissionId={submissionId}
                file={file}
                line={line}
                isAnswer={comments.length > 0}
                onDone={() => onWrite(false)}
              />
            ) : (
              <button type="button" className={classes.answer} onClick={() => onWrite(true)}>
                Answer
              </button>
            )}
          </>
        )
      }
    />
  );
}

function NewComment({
  submissionId,
  file,
  line,
  isAnswer,
  onDone,
}: {
  submissionId: string;
  file: string;
  line: number;
  isAnswer: boolean;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (text: string) => createComment(submissionId, { file, line, text }),
    onSuccess: async () => {
      await queryClient.invalidateQueries(commentsQuery(submissionId));
      onDone();
    },
  });
  return (
    <CommentForm
      label={isAnswer ? `Answer on line ${line}` : `Comment on line ${line}`}
      words={isAnswer ? 'Answer' : 'Comment'}
      error={create.error}
      isPending={create.isPending}
      onSave={(text) => create.mutate(text)}
      onCancel={onDone}
    />
  );
}
