import type { HttpClient } from './http';
import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type CaseLine = Schemas['CaseLine'];
export type CaseList = Schemas['CaseList'];
export type CaseSheet = Schemas['CaseSheet'];
export type CaseCounts = Schemas['CaseCounts'];
export type CaseBox = 'todo' | 'done' | 'started' | 'copied';
export const CASE_BOXES: readonly CaseBox[] = ['todo', 'done', 'started', 'copied'];
export type CaseMove = 'sign' | 'return' | 'reassign' | 'delegate' | 'add-signers' | 'remove-signer' | 'withdraw' | 'remind' | 'copy';
export type Signer = Schemas['Signer'];
export type FlowView = Schemas['FlowView'];
export type NodeFigures = Schemas['NodeFigures'];
export type Attachment = Schemas['Attachment'];
export type RecordFile = Schemas['File.FileView'];
export type Comparison = Schemas['File.Comparison'];
export type FileAccesses = Schemas['File.AccessList'];
export type UploadView = Schemas['Upload.UploadView'];
export type AuditList = Schemas['Audit.AuditList'];
export type AuditLine = Schemas['Audit.AuditView'];
export type AuditChain = Schemas['AuditChain'];
export type AuditPolicy = Schemas['Audit.PolicyView'];
export type BackupPage = Schemas['Backup.BackupPage'];
export type BackupLine = Schemas['Backup.BackupView'];
export type Rehearsal = Schemas['RestoreRehearsal'];

export interface CaseMoveBody {
  opinion?: string;
  attachments?: Attachment[];
  signature?: Attachment;
  decision?: 'agree' | 'refuse';
  node?: string;
  to?: string[];
}

export interface AuditQuery {
  q?: string;
  object?: string;
  action?: readonly string[];
  from?: string;
  to?: string;
  cursor?: number;
}

const id = encodeURIComponent;

/** Approvals, files, the audit trail and backups. */
export function createWorkApi(http: HttpClient) {
  return {
    cases: (box: CaseBox, query: { q?: string; flow?: string; overdue?: boolean; cursor?: string }, signal?: AbortSignal) =>
      http.get<CaseList>(`/api/approvals/boxes/${box}`, { query, signal }),
    counts: (signal?: AbortSignal) => http.get<CaseCounts>('/api/approvals/counts', { signal }),
    flows: async (signal?: AbortSignal): Promise<FlowView[]> => (await http.get<{ items: FlowView[] }>('/api/approvals/flows', { signal })).items,
    figures: async (from: string, to: string, signal?: AbortSignal): Promise<NodeFigures[]> =>
      (await http.get<{ items: NodeFigures[] }>('/api/approvals/figures', { query: { from, to }, signal })).items,
    case: (c: string, signal?: AbortSignal) => http.get<CaseSheet>(`/api/approvals/${id(c)}`, { signal }),
    casesOf: async (register: string, record: string, signal?: AbortSignal): Promise<CaseSheet[]> =>
      (await http.get<{ items: CaseSheet[] }>(`/api/approvals/of/${id(register)}/${id(record)}`, { signal })).items,
    people: async (c: string, q: string, signal?: AbortSignal): Promise<Signer[]> =>
      (await http.get<{ items: Signer[] }>(`/api/approvals/${id(c)}/people`, { query: { q }, signal })).items,
    move: (c: string, move: CaseMove, version: number, body: CaseMoveBody) => http.send<CaseSheet>('POST', `/api/approvals/${id(c)}/${move}`, { body, version }),

    files: async (of: string, signal?: AbortSignal): Promise<RecordFile[]> => (await http.get<{ items: RecordFile[] }>('/api/files', { query: { of }, signal })).items,
    compare: (of: string, from: string, to: string, signal?: AbortSignal) => http.get<Comparison>('/api/files/compare', { query: { of, from, to }, signal }),
    accesses: (of: string, hash: string, signal?: AbortSignal) => http.get<FileAccesses>(`/api/files/${id(hash)}/accesses`, { query: { of }, signal }),
    uploads: async (signal?: AbortSignal): Promise<UploadView[]> => (await http.get<{ items: UploadView[] }>('/api/uploads', { signal })).items,
    beginUpload: (name: string, size: number, fingerprint: string, signal?: AbortSignal) =>
      http.send<UploadView>('POST', '/api/uploads', { body: { name, size, fingerprint }, signal }),
    upload: (u: string, signal?: AbortSignal) => http.get<UploadView>(`/api/uploads/${id(u)}`, { signal }),
    sendPiece: (u: string, offset: number, piece: Blob, signal?: AbortSignal) =>
      http.send<UploadView>('PUT', `/api/uploads/${id(u)}`, { query: { offset }, content: piece, signal }),
    cancelUpload: (u: string) => http.send<void>('DELETE', `/api/uploads/${id(u)}`),

    audit: (query: AuditQuery, signal?: AbortSignal) => http.get<AuditList>('/api/audit', { query: { ...query }, signal }),
    auditChain: (signal?: AbortSignal) => http.get<AuditChain>('/api/audit/chain', { signal }),
    auditPolicy: (signal?: AbortSignal) => http.get<AuditPolicy>('/api/audit/policy', { signal }),
    backups: (signal?: AbortSignal) => http.get<BackupPage>('/api/backups', { signal }),
    backUp: (kind: 'full' | 'incremental') => http.send<unknown>('POST', '/api/backups', { body: { kind } }),
    rehearse: (b: string) => http.send<unknown>('POST', `/api/backups/${id(b)}/rehearse`),
  };
}

export type WorkApi = ReturnType<typeof createWorkApi>;

/** Where a file of a record or case is fetched or looked at; the browser asks with the session's cookie. */
export function fileUrl(of: string, hash: string, preview = false): string {
  return `/api/files/${id(hash)}${preview ? '/preview' : ''}?of=${id(of)}`;
}
