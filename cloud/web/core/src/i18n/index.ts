import { common } from './common';
import type { pageResources } from './pages';
import type { registers } from './registers';
import { projects } from './projects';
import { shell } from './shell';

const zh = { ...common.zh, ...shell.zh, ...projects.zh };
const en = { ...common.en, ...shell.en, ...projects.en };

export type { Tree } from './pair';
export type Translation = typeof zh & (typeof pageResources)['zh'] & (typeof registers)['zh'];
export const resources = { zh: { translation: zh }, en: { translation: en } };
