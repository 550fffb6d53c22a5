/** The pages of those who grade, as they look: gradebook, statistics, a student, submissions, regrades, similarity. */
import { assignments, people } from './fixtures/class.js';
import { courseId } from './fixtures/courses.js';
import { regradeId } from './fixtures/deciding.js';
import { pairPath } from './fixtures/similarity.js';
import { laptopLight, lookAt, type PageToSee, phoneDark, startLooking } from './look-at-pages.js';

const course = `/courses/${courseId}`;
const assignment = `${course}/assignments/${assignments[3]?.id}`;

const pages: PageToSee[] = [
  { name: 'gradebook', path: `${course}/gradebook`, shows: '100 of 5000 loaded', as: 'assistant' },
  {
    name: 'statistics',
    path: `${assignment}/statistics`,
    shows: 'Reports which worked best',
    as: 'assistant',
  },
  {
    name: 'student',
    path: `${course}/people/${people[7]?.enrolmentId}`,
    shows: 'The final project',
    as: 'assistant',
  },
  { name: 'my-progress', path: `${course}/progress`, shows: 'The final project', as: 'student' },
  { name: 'reviews', path: `${course}/reviews`, shows: 'Says why, for this task', as: 'assistant' },
  { name: 'audit', path: `${course}/audit`, shows: 'Regrade applied', as: 'instructor' },
  { name: 'regrades', path: `${course}/regrades`, shows: 'waits for a decision', as: 'instructor' },
  { name: 'regrade', path: `${course}/regrades/${regradeId}`, shows: '+35', as: 'instructor' },
  { name: 'assessed', path: '/submissions/assessed', shows: 'I see it now', as: 'assistant' },
  { name: 'similarity', path: `${assignment}/similarity`, shows: 'Alike is not copied', as: 'assistant' },
  { name: 'similar-pair', path: `${course}/${pairPath}`, shows: 'Parts in common', as: 'assistant' },
];

const looking = startLooking();
lookAt(looking, laptopLight, pages);
lookAt(looking, phoneDark, pages);
