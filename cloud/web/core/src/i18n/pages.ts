import { live } from './live';
import { people } from './people';
import { setup } from './setup';
import { video } from './video';
import { warnings } from './warnings';

/** Words of the pages behind the first one; loaded with them. */
export const pageResources = {
  zh: { ...live.zh, ...warnings.zh, ...setup.zh, ...people.zh },
  en: { ...live.en, ...warnings.en, ...setup.en, ...people.en },
};

export { video as videoWords };
