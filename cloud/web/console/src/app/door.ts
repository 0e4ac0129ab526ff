/** Pages that the server draws: signing in, passwords, second factors, registration. The browser leaves for them and comes back. */
export type Door = '/sign-in' | '/password' | '/second-factor';

export const doorTo = (door: Door, back = window.location.pathname + window.location.search): string =>
  back === '/' || back === '/home' ? door : `${door}?returnUrl=${encodeURIComponent(back)}`;

export const leaveFor = (door: Door, back?: string): void => window.location.assign(doorTo(door, back));
