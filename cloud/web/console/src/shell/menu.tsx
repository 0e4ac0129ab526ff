import {
  AlertOutlined, ApartmentOutlined, AppstoreOutlined, CloudServerOutlined, DashboardOutlined, DeliveredProcedureOutlined,
  SlidersOutlined, TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

export interface MenuEntry {
  key: 'projects' | 'warnings' | 'live' | 'devices' | 'delivery' | 'gateways' | 'rules' | 'chain';
  to: string;
  icon: ReactNode;
  end?: boolean;
}

export const GENERAL: readonly MenuEntry[] = [
  { key: 'projects', to: '/projects', icon: <AppstoreOutlined />, end: true },
  { key: 'warnings', to: '/warnings', icon: <AlertOutlined /> },
];

export function projectMenu(project: string): MenuEntry[] {
  const base = `/projects/${encodeURIComponent(project)}`;
  return [
    { key: 'live', to: base, icon: <DashboardOutlined />, end: true },
    { key: 'devices', to: `${base}/devices`, icon: <ApartmentOutlined /> },
    { key: 'delivery', to: `${base}/delivery`, icon: <DeliveredProcedureOutlined /> },
    { key: 'gateways', to: `${base}/gateways`, icon: <CloudServerOutlined /> },
    { key: 'rules', to: `${base}/rules`, icon: <SlidersOutlined /> },
    { key: 'chain', to: `${base}/chain`, icon: <TeamOutlined /> },
  ];
}
