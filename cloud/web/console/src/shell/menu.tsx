import {
  AlertOutlined, ApartmentOutlined, AppstoreOutlined, CloudServerOutlined, DashboardOutlined, DeliveredProcedureOutlined,
  AuditOutlined, BankOutlined, CheckSquareOutlined, ContainerOutlined, FileProtectOutlined, FileSearchOutlined, HddOutlined, HistoryOutlined, HomeOutlined, IdcardOutlined, LineChartOutlined, ProfileOutlined, SafetyOutlined, SettingOutlined,
  SlidersOutlined, TeamOutlined, UserOutlined, VideoCameraOutlined,
} from '@ant-design/icons';
import type { Session } from '@edge/core';
import type { ReactNode } from 'react';

export interface MenuEntry {
  key: 'home' | 'registers' | 'compliance' | 'projects' | 'warnings' | 'monitoring' | 'live' | 'devices' | 'delivery' | 'gateways' | 'rules' | 'chain' | 'video' | 'playback' | 'cameras' | 'review' | 'users' | 'organisations' | 'persons' | 'permissions' | 'security' | 'account' | 'approvals' | 'audit' | 'backups';
  to: string;
  icon: ReactNode;
  end?: boolean;
}

export const GENERAL: readonly MenuEntry[] = [
  { key: 'home', to: '/home', icon: <HomeOutlined /> },
  { key: 'projects', to: '/projects', icon: <AppstoreOutlined />, end: true },
  { key: 'warnings', to: '/warnings', icon: <AlertOutlined /> },
  { key: 'monitoring', to: '/monitoring', icon: <LineChartOutlined /> },
  { key: 'approvals', to: '/approvals', icon: <CheckSquareOutlined /> },
  { key: 'registers', to: '/registers', icon: <ProfileOutlined />, end: true },
  { key: 'compliance', to: '/compliance', icon: <FileProtectOutlined /> },
];

type Right = Session['rights'][number];

const PEOPLE: readonly (MenuEntry & { any: readonly Right[] })[] = [
  { key: 'users', to: '/people/users', icon: <UserOutlined />, any: ['readPeople'] },
  { key: 'organisations', to: '/people/organisations', icon: <BankOutlined />, any: ['readPeople'] },
  { key: 'persons', to: '/people/persons', icon: <IdcardOutlined />, any: ['readPeople'] },
  { key: 'permissions', to: '/people/permissions', icon: <AuditOutlined />, any: ['manageGrants', 'readLogs'] },
  { key: 'security', to: '/people/security', icon: <SafetyOutlined />, any: ['manageSecurity'] },
];

/** What of users and permissions somebody has any business with. */
export function peopleMenu(rights: readonly Right[]): MenuEntry[] {
  return PEOPLE.filter((one) => one.any.some((right) => rights.includes(right)));
}

const OPERATIONS: readonly (MenuEntry & { any: readonly Right[] })[] = [
  { key: 'audit', to: '/operations/audit', icon: <ContainerOutlined />, any: ['readLogs'] },
  { key: 'backups', to: '/operations/backups', icon: <HddOutlined />, any: ['manageBackups'] },
];

/** The trail is the auditor's, backups are the administrator's. */
export function operationsMenu(rights: readonly Right[]): MenuEntry[] {
  return OPERATIONS.filter((one) => one.any.some((right) => rights.includes(right)));
}

export function projectMenu(project: string): MenuEntry[] {
  const base = `/projects/${encodeURIComponent(project)}`;
  return [
    { key: 'live', to: base, icon: <DashboardOutlined />, end: true },
    { key: 'video', to: `${base}/video`, icon: <VideoCameraOutlined />, end: true },
    { key: 'playback', to: `${base}/video/playback`, icon: <HistoryOutlined /> },
    { key: 'review', to: `${base}/video/review`, icon: <FileSearchOutlined /> },
    { key: 'cameras', to: `${base}/video/cameras`, icon: <SettingOutlined /> },
    { key: 'devices', to: `${base}/devices`, icon: <ApartmentOutlined /> },
    { key: 'delivery', to: `${base}/delivery`, icon: <DeliveredProcedureOutlined /> },
    { key: 'gateways', to: `${base}/gateways`, icon: <CloudServerOutlined /> },
    { key: 'rules', to: `${base}/rules`, icon: <SlidersOutlined /> },
    { key: 'chain', to: `${base}/chain`, icon: <TeamOutlined /> },
  ];
}
