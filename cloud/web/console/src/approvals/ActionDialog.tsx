import type { Attachment, CaseMove, CaseMoveBody, CaseSheet } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePick } from '../files/FilePick';
import { PeoplePick } from './PeoplePick';
import { SignPad } from './SignPad';
import { useCaseMove } from './useCaseMove';

export type ActionName = 'agree' | 'refuse' | 'return' | 'reassign' | 'delegate' | 'addSigners' | 'removeSigner' | 'withdraw' | 'copy';

const MOVES: Record<ActionName, CaseMove> = {
  agree: 'sign', refuse: 'sign', return: 'return', reassign: 'reassign', delegate: 'delegate', addSigners: 'add-signers', removeSigner: 'remove-signer', withdraw: 'withdraw', copy: 'copy',
};
const STARTER = '';

/** One form for every move: opinion, files, whom it concerns, where it goes back to, a signature where one is asked for. */
export function ActionDialog({ action, sheet, onClose }: { action: ActionName; sheet: CaseSheet; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [opinion, setOpinion] = useState('');
  const [files, setFiles] = useState<Attachment[]>([]);
  const [signature, setSignature] = useState<Attachment>();
  const [signs, setSigns] = useState(false);
  const [node, setNode] = useState(sheet.offers.return ? STARTER : sheet.offers.sendBackTo[0] ?? STARTER);
  const [to, setTo] = useState<string[]>([]);
  const move = useCaseMove(sheet.case.id, onClose);
  const decides = action === 'agree' || action === 'refuse';
  const many = action === 'addSigners' || action === 'copy';
  const hands = many || action === 'reassign' || action === 'delegate';
  const needsWords = action === 'refuse' || action === 'return' || (action === 'agree' && sheet.offers.advises);
  const handwritten = decides && sheet.nodes.some((one) => one.stage === 'present' && one.handwritten);
  const ready = (!needsWords || opinion.trim() !== '') && (!(hands || action === 'removeSigner') || to.length > 0) && (!handwritten || signature !== undefined);
  const body: CaseMoveBody = {
    opinion: opinion.trim(), attachments: files, ...(signature === undefined ? {} : { signature }), ...(decides ? { decision: action } : {}),
    ...(action === 'return' && node !== STARTER ? { node } : {}), ...(to.length > 0 ? { to } : {}),
  };
  const label = action === 'agree' && sheet.offers.advises ? t('approvals.act.advise') : t(`approvals.act.${action}`);
  return (
    <Modal
      open title={label} onCancel={onClose} okText={t('approvals.confirm')} destroyOnHidden okButtonProps={{ disabled: !ready, danger: action === 'refuse' }} confirmLoading={move.isPending}
      onOk={() => move.mutate({ move: MOVES[action], version: sheet.case.version, body })}
    >
      {move.error === null ? null : <Alert type="error" showIcon title={move.fault} className="e-form-alert" />}
      <Form layout="vertical">
        {action === 'return' ? (
          <Form.Item label={t('approvals.chooseNode')}>
            <Select
              value={node} onChange={setNode} aria-label={t('approvals.chooseNode')}
              options={[
                ...(sheet.offers.return ? [{ value: STARTER, label: t('approvals.theStarter') }] : []),
                ...sheet.offers.sendBackTo.map((name) => ({ value: name, label: sheet.nodes.find((one) => one.name === name)?.label[language] ?? name })),
              ]}
            />
          </Form.Item>
        ) : null}
        {hands ? <Form.Item label={t('approvals.to')}><PeoplePick id={sheet.case.id} many={many} value={to} onChange={setTo} /></Form.Item> : null}
        {action === 'removeSigner' ? (
          <Form.Item label={t('approvals.to')}>
            <Select
              value={to[0]} onChange={(account: string) => setTo([account])} aria-label={t('approvals.to')}
              options={sheet.tasks.filter((task) => task.added && task.state === 'open').map((task) => ({ value: task.account, label: task.name }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item label={t('approvals.opinion')} required={needsWords} extra={needsWords ? t('approvals.opinionHint') : undefined}>
          <Input.TextArea value={opinion} maxLength={2000} showCount rows={4} onChange={(event) => setOpinion(event.target.value)} aria-label={t('approvals.opinion')} />
        </Form.Item>
        {decides || action === 'return' ? <Form.Item label={t('approvals.attachments')}><FilePick value={files} onChange={setFiles} /></Form.Item> : null}
        {decides && !handwritten && !signs ? <Button type="link" className="e-flush" onClick={() => setSigns(true)}>{t('approvals.addSignature')}</Button> : null}
        {handwritten || signs ? <Form.Item label={t('approvals.signature')} required={handwritten}><SignPad onSigned={setSignature} /></Form.Item> : null}
      </Form>
    </Modal>
  );
}
