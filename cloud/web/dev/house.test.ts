import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** The house rules that a compiler does not know. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GENERATED = 'core/src/api/generated/schema.ts';

const sources = ['core', 'ui', 'console'].flatMap((part) =>
  readdirSync(join(ROOT, part, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)))
  .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }))
  .filter((file) => file.path !== GENERATED && !file.path.endsWith('.test.ts'));

const offenders = (wrong: (file: { path: string; text: string }) => boolean): string[] => sources.filter(wrong).map((file) => file.path);
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');

it('colours are written in the tokens only', () => {
  expect(offenders(({ path, text }) => !path.endsWith('tokens.css') && /#[0-9a-fA-F]{3,8}\b(?![^<]*url)|\brgba?\(|\bhsla?\(/.test(withoutComments(text)))).toEqual([]);
});

it('words for people are in the dictionaries only', () => {
  const allowed = ['core/src/i18n/', 'core/src/domain/liaoning.ts', 'console/src/shell/TopBar.tsx'];
  expect(offenders(({ path, text }) => !allowed.some((one) => path.startsWith(one)) && /\p{Script=Han}/u.test(withoutComments(text)))).toEqual([]);
});

it('files stay at 200 lines or fewer', () => {
  expect(offenders(({ path, text }) => !path.startsWith('core/src/i18n/') && !path.endsWith('.css') && text.split('\n').length > 201)).toEqual([]);
});

it('nothing is any, and no address outside is named', () => {
  expect(offenders(({ text }) => /:\s*any\b|<any>|\bas any\b/.test(text))).toEqual([]);
  expect(offenders(({ text }) => /https?:\/\/(?!www\.w3\.org)/.test(withoutComments(text)))).toEqual([]);
});
