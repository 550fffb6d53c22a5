import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Comment, changeComment, commentsQuery, deleteComment } from '../api/reviewing.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import classes from './annotated-code.module.css';
import { CommentForm } from './comment-form.tsx';

/** What somebody said about a line; its author can change and delete it. */
export function CommentView({ submissionId, comment }: { submissionId: string; comment: Comment }) {
  const queryClient = useQueryClient();
  const [isChanging, setIsChanging] = useState(false);
  const reread = () => queryClient.invalidateQueries(commentsQuery(submissionId));
  const change = useMutation({
    mutationFn: (text: string) => changeComment(submissionId, comment.id, text),
    onSuccess: async () => {
      await reread();
      setIsChanging(false);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteComment(submissionId, comment.id),
    onSuccess: reread,
  });
  if (isChanging) {
    return (
      <CommentForm
        label={`Your comment on line ${comment.line}`}
        words="Save"
        text={comment.text}
        error={change.error}
        isPending={change.isPending}
        onSave={(text) => change.mutate(text)}
        onCancel={() => setIsChanging(false)}
      />
    );
  }
  return (
    <article className={classes.comment}>
      <p className={classes.by}>
        <strong>{comment.author?.name ?? 'Somebody who has left'}</strong>{' '}
        <time dateTime={comment.createdAt}>{dateWords(new Date(comment.createdAt))}</time>
        {comment.updatedAt !== comment.createdAt && ' (changed)'}
      </p>
      <p className={classes.words}>{comment.text}</p>
      {comment.mine && (
        <div className={classes.buttons}>
          <Button variant="default" size="compact-sm" onClick={() => setIsChanging(true)}>
            Change
          </Button>
          <ConfirmButton
            words="Delete"
            question="Delete this comment?"
            size="compact-sm"
            isPending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </div>
      )}
      <FormProblem error={remove.error} />
    </article>
  );
}
