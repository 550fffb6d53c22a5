import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type LmsLink, lmsLinksQuery, type RosterChanges, removeLmsLink, syncRoster } from '../api/lti.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './lms.module.css';

/** The courses of learning platforms that are this one: who is in them, and which columns take grades. */
export function LearningPlatform({ courseId }: { courseId: string }) {
  const links = useQuery(lmsLinksQuery(courseId));
  return (
    <section className={classes.part} aria-labelledby="learning-platform">
      <h2 id="learning-platform" className="section-title">
        Learning platform
      </h2>
      {links.isPending && <Skeleton height={120} radius={14} />}
      {links.isError && <Trouble error={links.error} onRetry={() => void links.refetch()} />}
      {links.data?.items.length === 0 && (
        <p className="muted">
          No course of a learning platform leads here. It does as soon as an instructor has opened a link to
          Interleave there.
        </p>
      )}
      {links.data && links.data.items.length > 0 && (
        <ul className={classes.list}>
          {links.data.items.map((link) => (
            <Item key={link.id} courseId={courseId} link={link} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ courseId, link }: { courseId: string; link: LmsLink }) {
  const queryClient = useQueryClient();
  const sync = useMutation({
    mutationFn: () => syncRoster(courseId, link.id),
    // Whether or not it went well, the link says how it stands now.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['lms-links', courseId] }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['enrolments', courseId] }),
  });
  const part = useMutation({
    mutationFn: () => removeLmsLink(courseId, link.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['lms-links', courseId] }),
  });
  const { title, platform, roster, scores } = link;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <strong className={classes.address}>{title}</strong>
        <span className={classes.more}>{platform.name}</span>
      </div>
      <p className={classes.more}>{rosterWords(roster)}</p>
      {roster.error !== null && <p className={classes.notice}>{roster.error}</p>}
      <Scores courseId={courseId} scores={scores} />
      <div className={classes.deeds}>
        {roster.isTold && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Take over the people of ${title}`}
            loading={sync.isPending}
            onClick={() => sync.mutate()}
          >
            Take over the people
          </Button>
        )}
        <ConfirmButton
          words="Part"
          label={`Part from ${title}`}
          question="No scores go there any more, also none that wait. People and grades stay here."
          size="compact-sm"
          isPending={part.isPending}
          onConfirm={() => part.mutate()}
        />
        {sync.data && <span role="status">{changesWords(sync.data)}</span>}
      </div>
      <FormProblem error={sync.error ?? part.error} />
    </li>
  );
}

function Scores({ courseId, scores }: { courseId: string; scores: LmsLink['scores'] }) {
  if (!scores.areTaken) return <p className={classes.more}>It takes no grades.</p>;
  return (
    <>
      {scores.lineItems.length === 0 ? (
        <p className={classes.more}>No column takes grades yet.</p>
      ) : (
        <p className={classes.more}>
          Columns for grades:{' '}
          {scores.lineItems.map(({ id, assignmentId, title }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link to={`/courses/${courseId}/assignments/${assignmentId}`}>{title}</Link>
            </span>
          ))}
        </p>
      )}
      {scores.stoppedReason !== null && <p className={classes.notice}>{scores.stoppedReason}</p>}
      {scores.error !== null && <p className={classes.notice}>{scores.error}</p>}
    </>
  );
}

function rosterWords({ isTold, members, left, syncedAt }: LmsLink['roster']): string {
  const people = `${members} ${members === 1 ? 'person' : 'people'}${left > 0 ? `, ${left} who left` : ''}`;
  if (!isTold) return `${people} came by links. The platform does not tell who else is in its course.`;
  return `${people}. ${syncedAt === null ? 'The list was never taken over.' : `The list is of ${dateWords(new Date(syncedAt))}.`}`;
}

const changesWords = ({ members, added, changed, left }: RosterChanges): string =>
  `${members} in the list: ${added} added, ${changed} with another role, ${left} who left.`;
