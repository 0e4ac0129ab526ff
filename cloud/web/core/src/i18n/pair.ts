export type Tree = { [key: string]: string | Tree };
type Same<T extends Tree> = { [K in keyof T]: T[K] extends Tree ? Same<T[K]> : string };

/** Both languages side by side: a key that lacks its English does not compile. */
export function pair<T extends Tree>(zh: T, en: Same<T>): { zh: T; en: Same<T> } {
  return { zh, en };
}
