import type { DeviceDraft, Profile } from '@edge/core';

export interface DeviceForm {
  gateway?: string;
  profile?: string;
  name?: string;
  id?: string;
  address?: string;
  unit?: number | null;
  stationId?: string;
  password?: string;
  parameters?: Record<string, number | null>;
}

/** What is sent: only the fields that the protocol has, and only parameters that differ from the model's. */
export function draftOf(form: DeviceForm, profile: Profile | undefined): DeviceDraft {
  const protocol = profile?.protocol;
  const own = Object.entries(form.parameters ?? {})
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] !== profile?.parameters?.[entry[0]]);
  return {
    gateway: form.gateway ?? '', profile: form.profile ?? '', name: (form.name ?? '').trim(), id: (form.id ?? '').trim(), address: (form.address ?? '').trim(),
    ...(protocol === 'modbus' ? { unit: form.unit ?? 1 } : {}),
    ...(protocol === 'hj212' ? { stationId: (form.stationId ?? '').trim(), password: form.password ?? '' } : {}),
    ...(protocol === 'vision' && (form.password ?? '') !== '' ? { password: form.password } : {}),
    ...(own.length > 0 ? { parameters: Object.fromEntries(own) } : {}),
  };
}

export const IDENTIFIER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A rough check while typing; the gateway and the server have the last word. */
export const ADDRESS: Record<string, RegExp> = {
  modbus: /^(tcp|rtu\+tcp):\/\/[^\s/:]+:\d{1,5}$|^rtu:\/\/\/\S+$/,
  hj212: /^hj212:\/\/\S+$/,
  gpio: /^gpio:\/\/\S+$/,
  vision: /^rtsp:\/\/([^\s/:@]+@)?[^\s/:]+(:\d{1,5})?\/\S*$/,
};

export const FIRST_ADDRESS: Record<string, string> = { hj212: 'hj212://listen', gpio: 'gpio://chip0', vision: 'rtsp://admin@' };

/** An id that fits the name's kind: crane-1, crane-2 … */
export function suggestId(sensorType: string, taken: readonly string[]): string {
  const stem = sensorType.split('-').at(sensorType === 'dust-station' || sensorType === 'gpio-panel' ? 0 : -1) ?? 'device';
  let number = 1;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}
