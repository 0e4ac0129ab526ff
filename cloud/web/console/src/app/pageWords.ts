import i18n from 'i18next';

let loading: Promise<void> | undefined;

/** Adds the words of all pages but the first, once. */
export function loadPageWords(): Promise<void> {
  loading ??= import('@edge/core/pages').then(({ pageResources }) => {
    i18n.addResourceBundle('zh', 'translation', pageResources.zh, true, true);
    i18n.addResourceBundle('en', 'translation', pageResources.en, true, true);
  });
  return loading;
}
