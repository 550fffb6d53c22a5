/** The pages of people, courses and assignments, on a laptop by day and on a phone by night. */
import { assignmentIds, courseId, emptyCourseId } from './fixtures/courses.js';
import { laptopLight, lookAt, type PageToSee, phoneDark, startLooking } from './look-at-pages.js';

const course = `/courses/${courseId}`;

const pages: PageToSee[] = [
  { name: 'sign-in', path: '/sign-in', shows: 'Accounts of the demo course' },
  { name: 'courses', path: '/courses', shows: 'Operating systems', as: 'student' },
  { name: 'courses-administrator', path: '/courses', shows: 'New course', as: 'administrator' },
  { name: 'courses-archived', path: '/courses?archived=yes', shows: 'No archived courses', as: 'student' },
  { name: 'course-new', path: '/courses/new', shows: 'Create the course', as: 'administrator' },
  {
    name: 'for-instructors',
    path: `${course}/settings`,
    shows: 'This page is for instructors',
    as: 'student',
  },
  { name: 'course-unknown', path: '/courses/none', shows: 'There is no such course', as: 'student' },
  { name: 'course-student', path: course, shows: 'for your first attempt', as: 'student' },
  { name: 'course-empty', path: `/courses/${emptyCourseId}`, shows: 'No assignments yet', as: 'student' },
  { name: 'course-instructor', path: course, shows: 'version 1', as: 'instructor' },
  {
    name: 'assignment-open',
    path: `${course}/assignments/${assignmentIds.cooling}`,
    shows: 'The next attempt is possible in',
    as: 'student',
  },
  {
    name: 'assignment-closed',
    path: `${course}/assignments/${assignmentIds.closed}`,
    shows: 'Your attempts',
    as: 'student',
  },
  {
    name: 'assignment-instructor',
    path: `${course}/assignments/${assignmentIds.open}`,
    shows: 'Try it in practice',
    as: 'instructor',
  },
  {
    name: 'extensions',
    path: `${course}/assignments/${assignmentIds.open}/extensions`,
    shows: 'Somebody who has left',
    as: 'instructor',
  },
  { name: 'course-settings', path: `${course}/settings`, shows: 'Archive the course', as: 'instructor' },
  {
    name: 'assignment-new',
    path: `${course}/assignments/new`,
    shows: 'Create the assignment',
    as: 'instructor',
  },
  {
    name: 'assignment-edit',
    path: `${course}/assignments/${assignmentIds.open}/edit`,
    shows: 'Delete the assignment',
    as: 'instructor',
  },
  {
    name: 'assignment-unknown',
    path: `${course}/assignments/none/edit`,
    shows: 'There is no such assignment',
    as: 'instructor',
  },
];

const started = startLooking();
lookAt(started, laptopLight, pages);
lookAt(started, phoneDark, pages);
