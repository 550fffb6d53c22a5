import { createBrowserRouter, type RouteObject } from 'react-router';
import { ForRole } from './courses/for-role.tsx';
import { ExerciseListPage } from './exercises/exercise-list.page.tsx';
import { AdministratorsOnly } from './session/administrators-only.tsx';
import { SignedIn } from './session/signed-in.tsx';
import { CrashPage } from './shell/crash.page.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found.page.tsx';
import { PageSkeleton } from './shell/page-skeleton.tsx';

/** The list comes with the first load; every other page comes when it is asked for. */
export const newRouter = () =>
  createBrowserRouter([
    {
      element: <Layout />,
      errorElement: <CrashPage />,
      HydrateFallback: PageSkeleton,
      children: [
        {
          errorElement: <CrashPage />,
          children: [
            { index: true, element: <ExerciseListPage /> },
            {
              path: 'exercises/:slug',
              lazy: async () => ({ Component: (await import('./exercises/exercise.page.tsx')).ExercisePage }),
            },
            {
              path: 'submissions/:id',
              lazy: async () => ({
                Component: (await import('./report/submission.page.tsx')).SubmissionPage,
              }),
            },
            {
              path: 'sign-in',
              lazy: async () => ({ Component: (await import('./session/sign-in.page.tsx')).SignInPage }),
            },
            {
              path: 'join/:token',
              lazy: async () => ({ Component: (await import('./session/join.page.tsx')).JoinPage }),
            },
            { element: <SignedIn />, children: signedInPages },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);

/** For those who grade, below courses/:courseId. */
const assistantPages: RouteObject[] = [
  {
    path: 'gradebook',
    lazy: async () => ({ Component: (await import('./gradebook/gradebook.page.tsx')).GradebookPage }),
  },
  {
    path: 'people',
    lazy: async () => ({ Component: (await import('./courses/people.page.tsx')).CoursePeoplePage }),
  },
  {
    path: 'people/:enrolmentId',
    lazy: async () => ({ Component: (await import('./gradebook/student.page.tsx')).StudentPage }),
  },
  {
    path: 'assignments/:assignmentId/statistics',
    lazy: async () => ({ Component: (await import('./gradebook/statistics.page.tsx')).StatisticsPage }),
  },
  {
    path: 'assignments/:assignmentId/extensions',
    lazy: async () => ({ Component: (await import('./courses/extensions.page.tsx')).ExtensionsPage }),
  },
  {
    path: 'assignments/:assignmentId/similarity',
    lazy: async () => ({ Component: (await import('./similarity/similarity.page.tsx')).SimilarityPage }),
  },
  {
    path: 'similarity/:reportId/:leftId/:rightId',
    lazy: async () => ({ Component: (await import('./similarity/pair.page.tsx')).SimilarPairPage }),
  },
  {
    path: 'reviews',
    lazy: async () => ({ Component: (await import('./grading/reviews.page.tsx')).ReviewsPage }),
  },
];

/** For those who answer for the course. */
const instructorPages: RouteObject[] = [
  {
    path: 'assignments/new',
    lazy: async () => ({ Component: (await import('./courses/new-assignment.page.tsx')).NewAssignmentPage }),
  },
  {
    path: 'assignments/:assignmentId/edit',
    lazy: async () => ({
      Component: (await import('./courses/edit-assignment.page.tsx')).EditAssignmentPage,
    }),
  },
  {
    path: 'exercises',
    lazy: async () => ({
      Component: (await import('./authoring/course-exercises.page.tsx')).CourseExercisesPage,
    }),
  },
  {
    path: 'exercises/:slug',
    lazy: async () => ({ Component: (await import('./authoring/author.page.tsx')).AuthorPage }),
  },
  {
    path: 'regrades',
    lazy: async () => ({ Component: (await import('./regrades/regrades.page.tsx')).RegradesPage }),
  },
  {
    path: 'regrades/:regradeId',
    lazy: async () => ({ Component: (await import('./regrades/regrade.page.tsx')).RegradePage }),
  },
  {
    path: 'integrations',
    lazy: async () => ({ Component: (await import('./lms/integrations.page.tsx')).IntegrationsPage }),
  },
  {
    path: 'integrations/deliveries',
    lazy: async () => ({ Component: (await import('./lms/deliveries.page.tsx')).DeliveriesPage }),
  },
  {
    path: 'integrations/deliveries/:deliveryId',
    lazy: async () => ({ Component: (await import('./lms/delivery.page.tsx')).DeliveryPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('./grading/audit.page.tsx')).AuditPage }),
  },
  {
    path: 'settings',
    lazy: async () => ({ Component: (await import('./courses/settings.page.tsx')).CourseSettingsPage }),
  },
];

/** Below courses/:courseId; each page asks `useCourse` which course it is and who the reader is in it. */
const coursePages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./courses/course.page.tsx')).CoursePage }),
  },
  {
    path: 'assignments/:assignmentId',
    lazy: async () => ({ Component: (await import('./courses/assignment.page.tsx')).AssignmentPage }),
  },
  {
    path: 'progress',
    lazy: async () => ({ Component: (await import('./gradebook/my-progress.page.tsx')).MyProgressPage }),
  },
  { element: <ForRole from="assistant" />, children: assistantPages },
  { element: <ForRole from="instructor" />, children: instructorPages },
  { path: '*', element: <NotFoundPage /> },
];

/** For administrators. */
const administratorPages: RouteObject[] = [
  {
    path: 'people',
    lazy: async () => ({ Component: (await import('./people/people.page.tsx')).PeoplePage }),
  },
  {
    path: 'platforms',
    lazy: async () => ({ Component: (await import('./lms/platforms.page.tsx')).PlatformsPage }),
  },
  {
    path: 'courses/new',
    lazy: async () => ({ Component: (await import('./courses/new-course.page.tsx')).NewCoursePage }),
  },
];

const signedInPages: RouteObject[] = [
  { element: <AdministratorsOnly />, children: administratorPages },
  {
    path: 'lti/:visitId',
    lazy: async () => ({ Component: (await import('./lms/visit.page.tsx')).VisitPage }),
  },
  {
    path: 'account',
    lazy: async () => ({ Component: (await import('./account/account.page.tsx')).AccountPage }),
  },
  {
    path: 'courses',
    lazy: async () => ({ Component: (await import('./courses/course-list.page.tsx')).CourseListPage }),
  },
  {
    path: 'courses/:courseId',
    lazy: async () => ({ Component: (await import('./courses/course-layout.tsx')).CourseLayout }),
    children: coursePages,
  },
];
