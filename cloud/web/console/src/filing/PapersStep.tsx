import type { Choice, FilingCheck, Names, Register, Values } from '@edge/core';
import { Card } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { FileControl } from '../registers/controls/FileControl';
import { FieldItems } from '../registers/form/FieldItems';
import { useLabel } from '../registers/words';
import { fieldsOf } from './steps';
import './filing.css';

interface Paper {
  kind?: string;
  file?: unknown;
  number?: string | null;
}

interface Props {
  register: Register;
  form: FormInstance<Values>;
  id: string;
  version: number;
  names: Names;
  onChange: () => void;
}

/** The papers by their catalogue: one line a kind, with what this filing needs first; then the permit. */
export function PapersStep({ register, form, id, version, names, onChange }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const { data } = useQuery({ queryKey: ['filing-check', id, version], queryFn: ({ signal }) => registersApi.filingCheck(id, signal), staleTime: 0 });
  const papers = (Form.useWatch('papers', { form, preserve: true }) as Paper[] | undefined) ?? [];
  const kinds = register.fields.find((one) => one.name === 'papers')?.fields.find((one) => one.name === 'kind')?.choices ?? [];
  const lineOf = (kind: Choice): FilingCheck['papers'][number] | undefined => data?.papers.find((one) => one.kind === kind.value);
  const ordered = [...kinds].sort((one, other) => Number(lineOf(other)?.needed ?? false) - Number(lineOf(one)?.needed ?? false));
  const set = (kind: string, files: unknown[], number?: string): void => {
    const kept = papers.filter((one) => one.kind !== kind);
    const before = papers.find((one) => one.kind === kind);
    form.setFieldValue('papers', [...kept, ...files.map((file) => ({ kind, file, number: number ?? before?.number ?? null }))]);
    onChange();
  };
  return (
    <>
      <Card flush title={t('filing.papers')}>
        <ul className="e-paper-list">
          {ordered.map((kind) => {
            const line = lineOf(kind);
            const held = papers.filter((one) => one.kind === kind.value && one.file != null);
            return (
              <li key={kind.value}>
                <div className="e-paper-what">
                  <b>{label(kind.label)}</b>
                  <span className={held.length > 0 ? 'e-clause-shown' : line?.needed === true ? 'e-overdue' : 'e-hint'}>
                    {held.length > 0 ? `✓ ${t('filing.given')}` : line?.needed === true ? t('filing.lacking') : t('filing.notNeeded')}
                  </span>
                  {line === undefined ? null : <small className="e-hint">{t(line.quality && line.safety ? 'filing.both' : line.quality ? 'filing.quality' : 'filing.safety')}</small>}
                </div>
                <FileControl id={`paper-${kind.value}`} many value={held.map((one) => one.file)} onChange={(files) => set(kind.value, Array.isArray(files) ? files : [])} />
                {held.length === 0 ? null : (
                  <Input
                    className="e-paper-number" value={held[0]?.number ?? ''} maxLength={60} placeholder={t('filing.paperNumber')} aria-label={`${t('filing.paperNumber')} ${label(kind.label)}`}
                    onChange={(event) => set(kind.value, held.map((one) => one.file), event.target.value)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      <Card><FieldItems fields={fieldsOf(register, 'papers').filter((one) => one.name !== 'papers')} names={names} path={[]} /></Card>
    </>
  );
}
