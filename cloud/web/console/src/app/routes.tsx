import type { JSX } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { ProjectsPage } from '../projects/ProjectsPage';
import { Shell } from '../shell/Shell';
import { Crash, NotFound } from './NotFound';
import { loadPageWords } from './pageWords';

type Loader = () => Promise<{ Component: () => JSX.Element | null }>;

/** A page of its own chunk, together with the words of the pages. */
function page(path: string, load: Loader): RouteObject {
  return { path, lazy: async () => (await Promise.all([load(), loadPageWords()]))[0] };
}

/** A page whose words are there from the start. */
function entry(path: string, load: Loader): RouteObject {
  return { path, lazy: load, errorElement: <Crash /> };
}

export const router = createBrowserRouter([
  entry('/sign-in', async () => ({ Component: (await import('../session/SignInPage')).SignInPage })),
  entry('/password', async () => ({ Component: (await import('../session/PasswordPage')).PasswordPage })),
  {
    path: '/',
    element: <Shell />,
    errorElement: <Crash />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <Crash />,
        children: [
          { index: true, element: <Navigate to="/projects" replace /> },
          { path: 'projects', element: <ProjectsPage /> },
          page('projects/:p', async () => ({ Component: (await import('../live/LivePage')).LivePage })),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
