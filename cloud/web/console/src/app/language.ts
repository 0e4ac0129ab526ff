import { resources, type Language } from '@edge/core';
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';

const STORED = 'edge-language';

/** Chinese first; English only for one who chose it. */
export async function startLanguage(): Promise<void> {
  const lng: Language = localStorage.getItem(STORED) === 'en' ? 'en' : 'zh';
  await i18n.use(initReactI18next).init({
    lng, fallbackLng: 'zh', resources, interpolation: { escapeValue: false }, returnNull: false,
  });
  mark(lng);
}

export function switchLanguage(): void {
  const next: Language = i18n.language === 'en' ? 'zh' : 'en';
  localStorage.setItem(STORED, next);
  void i18n.changeLanguage(next).then(() => mark(next));
}

function mark(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = i18n.t('product.name');
}
