/** The pages of people, courses and assignments, on a laptop by day and on a phone by night. */
import { courseId } from './fixtures/session.js';
import { laptopLight, lookAt, type PageToSee, phoneDark, startLooking } from './look-at-pages.js';

const pages: PageToSee[] = [
  { name: 'sign-in', path: '/sign-in', shows: 'To hand in for your courses' },
  { name: 'courses', path: '/courses', shows: 'Operating systems', as: 'student' },
  {
    name: 'course-unknown',
    path: `/courses/${courseId.replace('7d', '8d')}`,
    shows: 'There is no such course',
    as: 'student',
  },
];

const started = startLooking();
lookAt(started, laptopLight, pages);
lookAt(started, phoneDark, pages);
