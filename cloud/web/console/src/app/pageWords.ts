import i18n from 'i18next';
import type { Tree } from '@edge/core';

type Words = Record<'zh' | 'en', Tree>;

function once(load: () => Promise<Words>): () => Promise<void> {
  let loading: Promise<void> | undefined;
  return () => {
    loading ??= load().then(({ zh, en }) => {
      i18n.addResourceBundle('zh', 'translation', zh, true, true);
      i18n.addResourceBundle('en', 'translation', en, true, true);
    });
    return loading;
  };
}

/** Adds the words of all pages but the first and those of registers, once. */
export const loadPageWords = once(async () => {
  const { pageResources, videoWords } = await import('@edge/core/pages');
  return { zh: { ...pageResources.zh, ...videoWords.zh }, en: { ...pageResources.en, ...videoWords.en } };
});

/** Adds the words of the pages about registers, once. */
export const loadRegisterWords = once(async () => (await import('@edge/core/register-words')).registers);
