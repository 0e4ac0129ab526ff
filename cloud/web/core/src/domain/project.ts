import type { Language } from './age';

/** The name in the reader's language, where the project has one. */
export function projectName(project: { name: string; nameEn?: string | null }, language: Language): string {
  return language === 'en' ? project.nameEn || project.name : project.name;
}
