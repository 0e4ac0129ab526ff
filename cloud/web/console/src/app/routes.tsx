import type { JSX } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { ProjectsPage } from '../projects/ProjectsPage';
import { Shell } from '../shell/Shell';
import { Crash, NotFound } from './NotFound';

type Loader = () => Promise<{ Component: () => JSX.Element | null }>;

function page(path: string, lazy: Loader): RouteObject {
  return { path, lazy };
}

export const router = createBrowserRouter([
  { ...page('/sign-in', async () => ({ Component: (await import('../session/SignInPage')).SignInPage })), errorElement: <Crash /> },
  { ...page('/password', async () => ({ Component: (await import('../session/PasswordPage')).PasswordPage })), errorElement: <Crash /> },
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
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
