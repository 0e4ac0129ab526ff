import type { Language } from './age';

/** The name in the reader's language, where the project has one. */
/** Where a threshold comes from, said by the first that says it, in the reader's language. */
export function sourceOf(language: Language, ...said: readonly ({ source?: string | null; sourceEn?: string | null } | undefined)[]): string | undefined {
  const first = said.find((one) => one?.source);
  return (language === 'en' ? first?.sourceEn || first?.source : first?.source) ?? undefined;
}

export function projectName(project: { name: string; nameEn?: string | null }, language: Language): string {
  return language === 'en' ? project.nameEn || project.name : project.name;
}
