import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Assignment, changeAssignment } from '../api/assignments.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './move-buttons.module.css';

/** One place up or down in the order of the course. The buttons stay under the hands: the focus goes along with the line. */
export function MoveButtons({
  courseId,
  assignment: { id, title, position },
  of,
}: {
  courseId: string;
  assignment: Assignment;
  of: number;
}) {
  const queryClient = useQueryClient();
  const move = useMutation({
    mutationFn: (to: number) => changeAssignment(courseId, id, { position: to }),
    onSuccess: async () => {
      void queryClient.invalidateQueries({ queryKey: ['gradebook', courseId] });
      const focused = document.activeElement;
      await queryClient.invalidateQueries({ queryKey: ['assignments', courseId] });
      // The browser takes the focus from what is moved within the page.
      if (focused instanceof HTMLElement) requestAnimationFrame(() => focused.focus());
    },
  });
  const moving = (by: -1 | 1, words: string, Icon: typeof IconArrowUp) => {
    const isLast = by === -1 ? position === 1 : position === of;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--il-muted)"
        aria-label={`Move ${title} ${words}`}
        aria-disabled={isLast}
        onClick={() => !isLast && !move.isPending && move.mutate(position + by)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <>
      <span className={classes.buttons}>
        {moving(-1, 'up', IconArrowUp)}
        {moving(1, 'down', IconArrowDown)}
      </span>
      <span role="status" className="visually-hidden">
        {move.isSuccess && `Place ${position} of ${of}`}
      </span>
      <FormProblem error={move.error} />
    </>
  );
}
