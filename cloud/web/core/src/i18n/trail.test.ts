import { expect, it } from 'vitest';
import { actName, detailLines } from './trail';

it('an act is told in the language of its reader, and one of a module by its code', () => {
  expect(actName('grant.give', 'zh')).toBe('授予角色');
  expect(actName('grant.give', 'en')).toBe('gave a role');
  expect(actName('record.accept', 'zh')).toBe('record.accept');
});

it('a detail is lines of name and value, without what is empty', () => {
  expect(detailLines('{"before":"applied","after":"active","note":null,"grant":{"role":"auditor","to":""}}')).toEqual(['before: applied', 'after: active', 'grant.role: auditor']);
  expect(detailLines('免费文字')).toEqual(['免费文字']);
  expect(detailLines(null)).toEqual([]);
});
