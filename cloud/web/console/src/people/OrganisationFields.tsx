import { useLanguage } from '@edge/ui';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AreaSelect } from './AreaSelect';
import { useKinds } from './queries';

/** Fields of an authority, below the name <c>organisation</c> of a form. */
export function OrganisationFields() {
  const { t } = useTranslation();
  const language = useLanguage();
  const kinds = useKinds();
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  const name = (field: string): string[] => ['organisation', field];
  return (
    <>
      <Form.Item name={name('kind')} label={t('organisations.kind')} rules={[needed]}>
        <Select placeholder={t('people.unit')} options={kinds.data?.filter((one) => one.category === 'authority').map((one) => ({ value: one.code, label: language === 'en' ? one.labelEn : one.label }))} />
      </Form.Item>
      <Form.Item name={name('name')} label={t('people.name')} rules={[needed]}><Input maxLength={100} autoComplete="organization" /></Form.Item>
      <Form.Item name={name('creditCode')} label={t('organisations.creditCode')} rules={[needed]}><Input maxLength={18} autoCapitalize="characters" spellCheck={false} /></Form.Item>
      <Form.Item name={name('area')} label={t('people.area')} rules={[needed]}><AreaSelect /></Form.Item>
      <Form.Item name={name('address')} label={t('organisations.address')} rules={[needed]}><Input maxLength={200} /></Form.Item>
      <Form.Item name={name('representative')} label={t('organisations.representative')} rules={[needed]}><Input maxLength={50} /></Form.Item>
      <Form.Item name={name('contactName')} label={t('organisations.contact')} rules={[needed]}><Input maxLength={50} /></Form.Item>
      <Form.Item name={name('contactPhone')} label={t('organisations.phone')} rules={[needed]}><Input maxLength={14} inputMode="tel" autoComplete="tel" /></Form.Item>
    </>
  );
}
