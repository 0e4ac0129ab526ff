import type { HttpClient } from './http';
import type { components } from './generated/schema';

type Schemas = components['schemas'];
type Refine<T, R> = Omit<T, keyof R> & R;

export type Account = Schemas['User.AccountView'];
export type AccountList = Schemas['User.AccountList'];
export type Grant = Refine<Schemas['Grant.GrantView'], { disciplines: 'none' | 'all' | 'quality' | 'safety' }>;
export type RoleLine = Schemas['Grant.RoleLine'];
export type Organisation = Schemas['Organisation.OrganisationView'];
export type OrganisationList = Schemas['Organisation.OrganisationList'];
export type OrganisationDraft = Schemas['OrganisationDraft'];
export type OrganisationKind = Schemas['OrganisationKind'];
export type PersonLine = Refine<Schemas['Person.PersonView'], { id: string }>;
export type AreaNode = Schemas['Area.AreaNode'];
export type AreaAnswer = Schemas['Area.AreaAnswer'];
/** What a role allows; each thing decides for itself by scope. */
export type Right =
  | 'none' | 'readProjects' | 'handleWarnings' | 'configureProjects' | 'manageProjects' | 'manageOrganisations' | 'manageAccounts' | 'manageGrants'
  | 'readPeople' | 'unmaskPeople' | 'manageSecurity' | 'readLogs' | 'manageBackups';
export type AccountRights = Refine<Schemas['Permission.AccountRights'], {
  rights: Refine<Schemas['Permission.RightView'], { right: Right; parties: string[] }>[];
}>;
export type Holder = Schemas['Permission.Holder'];
export type TrailList = Schemas['Permission.TrailList'];
export type SecurityItem = Schemas['SecurityItem'];
export type ApiKey = Schemas['Account.KeyView'];
export type SessionLine = Schemas['Account.SessionLine'];
export type OrganisationAction = 'verify' | 'return' | 'freeze' | 'activate' | 'cancel';
export type AccountAction = 'freeze' | 'activate' | 'cancel' | 'unlock' | 'end-sessions';

export type Credential = Schemas['Account.CredentialView'] & { revokedAt?: string | null; revokedWhy?: string | null };
/** The certificate that the browser shows, and why it is refused. */
export interface ShownCertificate {
  offered: boolean;
  holder: string | null;
  validUntil: string | null;
  fault: string | null;
  address: string | null;
}
export type SignOnClient = Schemas['SingleSignOn.ClientView'];
export interface KeyDraft {
  name: string;
  scopes: string[];
  expiresOn: string;
  perMinute: number;
  perDay: number;
}

interface PageQuery {
  q?: string;
  state?: string;
  kind?: string;
  cursor?: string;
}

const id = encodeURIComponent;

/** Every call about people, organisations and what they may do. */
export function createPeopleApi(http: HttpClient) {
  return {
    providers: (signal?: AbortSignal) => http.get<{ name: string; label: string }[]>('/api/single-sign-on/providers', { signal }),
    areas: (signal?: AbortSignal) => http.get<AreaAnswer>('/api/areas', { signal }),
    kinds: (signal?: AbortSignal) => http.get<OrganisationKind[]>('/api/organisation-kinds', { signal }),

    sessions: (signal?: AbortSignal) => http.get<SessionLine[]>('/api/account/sessions', { signal }),
    endSession: (session: string) => http.send<void>('DELETE', `/api/account/sessions/${id(session)}`),
    endOthers: () => http.send<void>('POST', '/api/account/sessions/end-others'),
    beginFactor: () => http.send<{ secret: string; uri: string }>('POST', '/api/account/second-factor'),
    confirmFactor: (value: string) => http.send<{ codes: string[] }>('POST', '/api/account/second-factor/confirm', { body: { value } }),
    removeFactor: (password: string) => http.send<void>('POST', '/api/account/second-factor/remove', { body: { password } }),
    keys: (signal?: AbortSignal) => http.get<ApiKey[]>('/api/account/keys', { signal }),
    addKey: (body: KeyDraft) =>
      http.send<{ key: ApiKey; text: string }>('POST', '/api/account/keys', { body }),
    revokeKey: (key: string) => http.send<void>('DELETE', `/api/account/keys/${id(key)}`),

    credentials: (signal?: AbortSignal) => http.get<Credential[]>('/api/account/credentials', { signal }),
    unlink: (credential: Credential) =>
      http.send<void>('POST', '/api/account/credentials/remove', { body: credential }),
    shownCertificate: (signal?: AbortSignal) => http.get<ShownCertificate>('/api/account/certificate', { signal }),
    certificateChallenge: () => http.send<{ challenge: string }>('POST', '/api/session/certificate/challenge'),
    linkShown: () => http.send<void>('POST', '/api/account/certificate/shown'),
    linkSigned: (body: { challenge: string; certificate: string; signature: string }) => http.send<void>('POST', '/api/account/certificate', { body }),
    credentialsOf: (user: string, signal?: AbortSignal) => http.get<Credential[]>(`/api/users/${id(user)}/credentials`, { signal }),
    /** One's own without a user. */
    revokeCertificate: (one: Credential, reason: string, user?: string) =>
      http.send<void>('POST', user === undefined ? '/api/account/certificate/revoke' : `/api/users/${id(user)}/credentials/revoke`, { body: { issuer: one.issuer, subject: one.subject, reason } }),
    machineKey: (account: string, body: KeyDraft) => http.send<{ key: ApiKey; text: string }>('POST', `/api/security/accounts/${id(account)}/keys`, { body }),
    allKeys: (signal?: AbortSignal) => http.get<ApiKey[]>('/api/security/keys', { signal }),
    revokeAnyKey: (key: string) => http.send<void>('DELETE', `/api/security/keys/${id(key)}`),
    clients: (signal?: AbortSignal) => http.get<SignOnClient[]>('/api/single-sign-on/clients', { signal }),
    addClient: (body: { name: string; redirectUris: string[] }) => http.send<{ client: SignOnClient; secret: string }>('POST', '/api/single-sign-on/clients', { body }),
    removeClient: (client: string) => http.send<void>('DELETE', `/api/single-sign-on/clients/${id(client)}`),

    users: (query: PageQuery, signal?: AbortSignal) => http.get<AccountList>('/api/users', { query: { ...query }, signal }),
    user: (user: string, signal?: AbortSignal) => http.get<Account>(`/api/users/${id(user)}`, { signal }),
    addUser: (body: { userName: string; displayName: string; organisation: string | null; kind: 'person' | 'machine' }) =>
      http.send<{ account: Account; password: string | null }>('POST', '/api/users', { body }),
    editUser: (user: string, body: Record<string, unknown>) => http.send<Account>('PUT', `/api/users/${id(user)}`, { body }),
    actUser: (user: string, action: AccountAction, text: string) => http.send<Account>('POST', `/api/users/${id(user)}/${action}`, { body: { text } }),
    resetPassword: (user: string) => http.send<{ password: string }>('POST', `/api/users/${id(user)}/reset-password`),
    roles: (signal?: AbortSignal) => http.get<RoleLine[]>('/api/roles', { signal }),
    grants: (user: string, signal?: AbortSignal) => http.get<Grant[]>(`/api/users/${id(user)}/grants`, { signal }),
    give: (user: string, body: Record<string, unknown>) => http.send<Grant>('POST', `/api/users/${id(user)}/grants`, { body }),
    withdrawGrant: (grant: string) => http.send<void>('DELETE', `/api/grants/${id(grant)}`),

    organisations: (query: PageQuery, signal?: AbortSignal) => http.get<OrganisationList>('/api/organisations', { query: { ...query }, signal }),
    addAuthority: (body: OrganisationDraft) => http.send<Organisation>('POST', '/api/organisations', { body: { organisation: body } }),
    decide: (organisation: string, action: OrganisationAction, note: string | null) =>
      http.send<Organisation>('POST', `/api/organisations/${id(organisation)}/${action}`, { body: { note } }),
    organisationPhone: (organisation: string, text: string) =>
      http.send<{ phone: string }>('POST', `/api/organisations/${id(organisation)}/unmask`, { body: { text } }),

    persons: (query: PageQuery, signal?: AbortSignal) => http.get<{ items: PersonLine[]; next: string | null }>('/api/persons', { query: { ...query }, signal }),
    addPerson: (body: { name: string; idNumber: string; phone: string | null; organisation: string | null; position: string | null }) =>
      http.send<PersonLine>('POST', '/api/persons', { body }),
    findPerson: (idNumber: string) => http.send<PersonLine>('POST', '/api/persons/search', { body: { idNumber } }),
    editPerson: (person: PersonLine, body: { phone: string | null; position: string | null; organisation: string | null }) =>
      http.send<PersonLine>('PUT', `/api/persons/${id(person.id)}`, { body, version: person.version }),
    unmask: (person: string, text: string) =>
      http.send<{ idNumber: string; phone: string | null }>('POST', `/api/persons/${id(person)}/unmask`, { body: { text } }),

    rightsOf: (user: string, signal?: AbortSignal) => http.get<AccountRights>(`/api/permissions/accounts/${id(user)}`, { signal }),
    holders: (right: string, project: string | undefined, area: string | undefined, signal?: AbortSignal) =>
      http.get<Holder[]>('/api/permissions/holders', { query: { right, project, area }, signal }),
    trail: (kind: 'seen' | 'trail' | 'sign-ins', object: string | undefined, cursor: number | undefined, signal?: AbortSignal) =>
      http.get<TrailList>(`/api/permissions/${kind}`, { query: { object, cursor }, signal }),
    items: (open: boolean, signal?: AbortSignal) =>
      http.get<{ items: SecurityItem[]; open: number }>('/api/security/items', { query: { open: String(open) }, signal }),
    closeItem: (item: string, note: string) => http.send<SecurityItem>('POST', `/api/security/items/${id(item)}/close`, { body: { note } }),
    addresses: (signal?: AbortSignal) => http.get<{ networks: string[] }>('/api/security/addresses', { signal }),
    saveAddresses: (networks: string[]) => http.send<{ networks: string[] }>('PUT', '/api/security/addresses', { body: { networks } }),
  };
}
