import { createBrowserRouter } from 'react-router';
import { ExerciseListPage } from './exercises/exercise-list.page.tsx';
import { CrashPage } from './shell/crash.page.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found.page.tsx';
import { PageSkeleton } from './shell/page-skeleton.tsx';

/** The list comes with the first load; the editor and the report each come when they are asked for. */
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
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
