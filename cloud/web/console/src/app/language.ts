import { cookie, resources, type Language } from '@edge/core';
import type { ConfigProviderProps } from 'antd';
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';

const STORED = 'edge-language';

type Locale = ConfigProviderProps['locale'];
const locales: Partial<Record<Language, Locale>> = {};

/** Words of the component library, fetched with the language that is spoken. */
export function libraryLocale(language: Language): Locale {
  return locales[language];
}

async function loadLocale(language: Language): Promise<void> {
  const [{ default: locale }, { default: dayjs }] = await Promise.all([
    language === 'zh' ? import('antd/locale/zh_CN') : import('antd/locale/en_US'),
    import('dayjs'),
    language === 'zh' ? import('dayjs/locale/zh-cn') : undefined,
  ]);
  locales[language] = locale;
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
}

/** Chinese first; English only for one who chose it, here or on a page that the server draws. */
export async function startLanguage(): Promise<void> {
  const lng: Language = (cookie(document.cookie, STORED) ?? localStorage.getItem(STORED)) === 'en' ? 'en' : 'zh';
  await Promise.all([
    loadLocale(lng),
    i18n.use(initReactI18next).init({ lng, fallbackLng: 'zh', resources, interpolation: { escapeValue: false }, returnNull: false }),
  ]);
  mark(lng);
}

export async function switchLanguage(): Promise<void> {
  const next: Language = i18n.language === 'en' ? 'zh' : 'en';
  localStorage.setItem(STORED, next);
  document.cookie = `${STORED}=${next}; path=/; max-age=31536000; samesite=lax`;
  await loadLocale(next);
  await i18n.changeLanguage(next);
  mark(next);
}

function mark(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = i18n.t('product.name');
}
