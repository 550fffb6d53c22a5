import { createBrowserRouter, type RouteObject } from 'react-router';
import { ExerciseListPage } from './exercises/exercise-list.page.tsx';
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
const gradingPages: RouteObject[] = [
  {
    path: 'gradebook',
    lazy: async () => ({ Component: (await import('./gradebook/gradebook.page.tsx')).GradebookPage }),
  },
  {
    path: 'progress',
    lazy: async () => ({ Component: (await import('./gradebook/my-progress.page.tsx')).MyProgressPage }),
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
    path: 'reviews',
    lazy: async () => ({ Component: (await import('./grading/reviews.page.tsx')).ReviewsPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('./grading/audit.page.tsx')).AuditPage }),
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
    path: 'assignments/:assignmentId/similarity',
    lazy: async () => ({ Component: (await import('./similarity/similarity.page.tsx')).SimilarityPage }),
  },
  {
    path: 'similarity/:reportId/:leftId/:rightId',
    lazy: async () => ({ Component: (await import('./similarity/pair.page.tsx')).SimilarPairPage }),
  },
];

/** Below courses/:courseId; each page asks `useCourse` which course it is and who the reader is in it. */
const coursePages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./courses/course.page.tsx')).CoursePage }),
  },
  {
    path: 'assignments/new',
    lazy: async () => ({ Component: (await import('./courses/new-assignment.page.tsx')).NewAssignmentPage }),
  },
  {
    path: 'assignments/:assignmentId',
    lazy: async () => ({ Component: (await import('./courses/assignment.page.tsx')).AssignmentPage }),
  },
  {
    path: 'assignments/:assignmentId/edit',
    lazy: async () => ({
      Component: (await import('./courses/edit-assignment.page.tsx')).EditAssignmentPage,
    }),
  },
  {
    path: 'people',
    lazy: async () => ({ Component: (await import('./courses/people.page.tsx')).CoursePeoplePage }),
  },
  {
    path: 'settings',
    lazy: async () => ({ Component: (await import('./courses/settings.page.tsx')).CourseSettingsPage }),
  },
  ...gradingPages,
  { path: '*', element: <NotFoundPage /> },
];

const signedInPages: RouteObject[] = [
  {
    path: 'account',
    lazy: async () => ({ Component: (await import('./account/account.page.tsx')).AccountPage }),
  },
  {
    path: 'people',
    lazy: async () => ({ Component: (await import('./people/people.page.tsx')).PeoplePage }),
  },
  {
    path: 'courses',
    lazy: async () => ({ Component: (await import('./courses/course-list.page.tsx')).CourseListPage }),
  },
  {
    path: 'courses/new',
    lazy: async () => ({ Component: (await import('./courses/new-course.page.tsx')).NewCoursePage }),
  },
  {
    path: 'courses/:courseId',
    lazy: async () => ({ Component: (await import('./courses/course-layout.tsx')).CourseLayout }),
    children: coursePages,
  },
];
