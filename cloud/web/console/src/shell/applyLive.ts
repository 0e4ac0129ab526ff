import {
  mergeDevice, mergeDeviceState, mergeGateway, mergeLatest, mergeProject, mergeWarning, newerWarning,
  type Device, type Gateway, type Latest, type LiveEvent, type ProjectSummary, type WarningCounts, type WarningDetail, type WarningPage,
} from '@edge/core';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from '../app/queries';

/** How often lists that a warning may have changed are read again during a storm. */
const SETTLE_MS = 1_000;

/** Writes live events into the cache that the pages read. */
export function createApplier(client: QueryClient, project: string | undefined) {
  let timer: number | undefined;
  const settle = (): void => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: keys.warnings });
      void client.invalidateQueries({ queryKey: keys.counts });
    }, SETTLE_MS);
  };

  /** After a broken line everything on show is read again. */
  function catchUp(): void {
    void client.invalidateQueries({ refetchType: 'active' });
  }

  function apply(event: LiveEvent): void {
    switch (event.kind) {
      case 'latest':
        if (project !== undefined) client.setQueryData<Latest>(keys.latest(project), (held) => held && mergeLatest(held, event));
        break;
      case 'device':
        if (project === undefined) break;
        client.setQueryData<Device[]>(keys.devices(project), (held) => held && mergeDevice(held, event));
        client.setQueryData<Latest>(keys.latest(project), (held) => held && mergeDeviceState(held, event));
        break;
      case 'gateway':
        if (project !== undefined) client.setQueryData<Gateway[]>(keys.gateways(project), (held) => held && mergeGateway(held, event));
        break;
      case 'warning': {
        const held = client.getQueryData<WarningDetail>(keys.warning(event.warning.id));
        if (held !== undefined && newerWarning(held, event.warning)) {
          void client.invalidateQueries({ queryKey: keys.warning(event.warning.id) });
        }
        client.setQueriesData<InfiniteData<WarningPage>>({ queryKey: keys.warnings }, (lists) => lists && {
          ...lists, pages: lists.pages.map((page) => ({ ...page, items: mergeWarning(page.items, event.warning) })),
        });
        settle();
        break;
      }
      case 'counts':
        // The counts of a project's stream are that project's; the bell counts all that the person may see.
        if (event.project !== undefined) {
          client.setQueryData<ProjectSummary[]>(keys.projects, (held) => held && mergeProject(held, { kind: 'project', project: { id: event.project ?? '', openWarnings: event.byLevel } }));
        }
        if (project !== undefined || event.project !== undefined) settle();
        else client.setQueryData<WarningCounts>(keys.counts, (held) => held && { ...held, byLevel: event.byLevel });
        break;
      case 'project':
        client.setQueryData<ProjectSummary[]>(keys.projects, (held) => held && mergeProject(held, event));
        break;
      case 'reset':
        catchUp();
        break;
    }
  }

  return {
    apply,
    catchUp,
    stop: () => { if (timer !== undefined) window.clearTimeout(timer); },
  };
}
