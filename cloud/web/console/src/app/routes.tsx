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
  return { path, lazy: load, errorElement: <Crash />, hydrateFallbackElement: <></> };
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
          page('projects/:p/devices', async () => ({ Component: (await import('../devices/DevicesPage')).DevicesPage })),
          page('projects/:p/devices/new', async () => ({ Component: (await import('../devices/AddDevicePage')).AddDevicePage })),
          page('projects/:p/devices/:d', async () => ({ Component: (await import('../devices/DevicePage')).DevicePage })),
          page('projects/:p/delivery', async () => ({ Component: (await import('../delivery/DeliveryPage')).DeliveryPage })),
          page('projects/:p/gateways', async () => ({ Component: (await import('../gateways/GatewaysPage')).GatewaysPage })),
          page('projects/:p/rules', async () => ({ Component: (await import('../rules/RulesPage')).RulesPage })),
          page('projects/:p/chain', async () => ({ Component: (await import('../chain/ChainPage')).ChainPage })),
          page('warnings', async () => ({ Component: (await import('../warnings/WarningsPage')).WarningsPage })),
          page('warnings/:id', async () => ({ Component: (await import('../warnings/WarningPage')).WarningPage })),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
