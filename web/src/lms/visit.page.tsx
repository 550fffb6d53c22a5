import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import '../forms/input-styles.ts';
import { type LtiVisit, ltiVisitQuery } from '../api/lti.ts';
import { isNotFound } from '../api/problem.ts';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { ChooseAssignment, ChooseContent } from './choose-assignment.tsx';
import { ChooseCourse } from './choose-course.tsx';
import classes from './lms.module.css';

const titles: Readonly<Record<LtiVisit['question'], string>> = {
  course: 'Which course is this?',
  assignment: 'Which assignment is this?',
  content: 'What shall be added to your course?',
};

/** An instructor has come by a link of a learning platform, and something has to be decided first. */
export function VisitPage() {
  const { visitId = '' } = useParams();
  const queryClient = useQueryClient();
  const query = useQuery(ltiVisitQuery(visitId));
  if (query.isPending) return <PageSkeleton />;
  const visit = query.data;
  if (!visit) {
    return (
      <div className="page page-narrow">
        <PageTitle title="From your course" tabTitle="From your course" className="visually-hidden" />
        {isNotFound(query.error) ? (
          <NothingHere
            title="This visit is over"
            text="Go back to your course at the learning platform, and open the link again."
          />
        ) : (
          <Trouble error={query.error} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  if (visit.next !== null) return <Navigate to={visit.next} replace />;
  const onAnswered = (answered: LtiVisit): void => {
    // The course may be new, and the person new in it.
    void queryClient.invalidateQueries({ queryKey: ['me'] });
    void queryClient.invalidateQueries({ queryKey: ['courses'] });
    queryClient.setQueryData(ltiVisitQuery(visitId).queryKey, answered);
  };
  return (
    <div className="page page-narrow">
      <p className={classes.kind}>
        {visit.platform}: {visit.context}
      </p>
      <PageTitle title={titles[visit.question]} tabTitle={titles[visit.question]} />
      <Question visit={visit} onAnswered={onAnswered} />
    </div>
  );
}

function Question({ visit, onAnswered }: { visit: LtiVisit; onAnswered: (answered: LtiVisit) => void }) {
  const { question, courseId } = visit;
  if (question === 'course' || courseId === null)
    return <ChooseCourse visit={visit} onAnswered={onAnswered} />;
  if (question === 'assignment')
    return <ChooseAssignment visit={visit} courseId={courseId} onAnswered={onAnswered} />;
  return <ChooseContent visit={visit} courseId={courseId} />;
}
