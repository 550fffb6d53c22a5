import { Link } from 'react-router';
import '../forms/input-styles.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import classes from './lms.module.css';
import { Webhooks } from './webhooks.tsx';

/** Which other systems are told of the course. */
export function IntegrationsPage() {
  const course = useCourse();
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title="Integrations" tabTitle={`Integrations: ${course.title}`} />
        <Link to={`/courses/${course.id}/integrations/deliveries`}>All deliveries</Link>
      </div>
      <div className={classes.parts}>
        <Webhooks courseId={course.id} />
      </div>
    </div>
  );
}
