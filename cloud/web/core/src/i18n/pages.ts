import { live } from './live';
import { monitoring } from './monitoring';
import { people } from './people';
import { setup } from './setup';
import { video } from './video';
import { warnings } from './warnings';
import { work } from './work';

/** Words of the pages behind the first one; loaded with them. */
export const pageResources = {
  zh: { ...live.zh, ...warnings.zh, ...setup.zh, ...people.zh, ...work.zh, ...monitoring.zh },
  en: { ...live.en, ...warnings.en, ...setup.en, ...people.en, ...work.en, ...monitoring.en },
};

export { video as videoWords };
