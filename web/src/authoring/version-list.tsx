import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { archivePath, courseExercisesQuery } from '../api/authoring.ts';
import { dateWords } from '../report/when.ts';
import classes from './author.module.css';

/** What was published. None of it ever changes. */
export function VersionList({ courseId, slug }: { courseId: string; slug: string }) {
  const list = useQuery(courseExercisesQuery(courseId)).data?.items;
  const versions = list?.find((item) => item.slug === slug)?.versions ?? [];
  if (versions.length === 0) {
    return (
      <p className={classes.about}>
        Nothing is published yet. A version can be given in assignments, and never changes; what you change
        afterwards becomes the next one.
      </p>
    );
  }
  return (
    <>
      <ul className={classes.versions}>
        {versions.map(({ version, createdAt }) => (
          <li key={version}>
            <b>Version {version}</b>
            <time dateTime={createdAt}>{dateWords(new Date(createdAt))}</time>
            <a href={archivePath(courseId, slug, version)} download aria-label={`Export version ${version}`}>
              Export
            </a>
          </li>
        ))}
      </ul>
      <p className={classes.about}>
        <Link to={`/courses/${courseId}/assignments/new?exercise=${slug}`}>Give it in an assignment</Link>
      </p>
    </>
  );
}
