import type { HttpClient } from './http';
import type { EvidenceBox } from './types';

export type StreamName = 'main' | 'sub';
export interface VideoCamera { id: string; name: string; host: string; gateway: string; hasSub: boolean }
export interface Verdict { confirmed: boolean; by: string; at: string }
export interface VideoEvent {
  id: string; camera: string; point: string; at: string; score: number; box: EvidenceBox; boxes: EvidenceBox[];
  picture: string | null; clip: string | null; clipCodec: string | null; clipFrom: string | null; clipTo: string | null; permit: string | null; verdict: Verdict | null;
}
export interface VideoSearch { cameras: VideoCamera[]; events: VideoEvent[] }
export interface VideoSearchQuery { address?: string; name?: string; kind?: string; camera?: string; from?: string; to?: string }
export interface VideoStatistic { camera: string; point: string; events: number; confirmed: number; false: number; open: number }
export interface RecordedFile { address: string; from: string; to: string; bytes: number }
export interface RecordedGap { from: string; to: string }
export interface Recordings { files: RecordedFile[]; gaps: RecordedGap[] }
export interface Snapshot { address: string; type: string; sha256: string; at: string }
export interface StorageClass {
  class: 'video' | 'pictures' | 'data'; camera: string | null; files: number; bytes: number; limitBytes: number; days: number;
  oldest: string | null; missingSeconds: number; belowThirtyDays: boolean;
}
export interface VideoWall { id: string; name: string; tiles: number; cameras: string[]; dwellSeconds: number; by: string }
export type VideoWallDraft = Omit<VideoWall, 'id' | 'by'>;
export interface VideoLogLine { id: string; camera: string | null; at: string; by: string; action: string; detail: string }
export interface VideoBackup {
  id: string; camera: string; from: string; to: string; address: string; sha256: string; bytes: number; note: string; by: string; at: string;
}
export interface CameraEncoding { token: string; codec: string; width: number; height: number; frameRate: number; kilobitsPerSecond: number; keyEvery: number }
export interface CameraNetwork { token: string; address: string; prefix: number; dhcp: boolean }
export interface CameraOffer { token: string; name: string; address: string | null; encoding: CameraEncoding | null }
export interface CameraOnvif {
  maker: string; model: string; firmware: string; serial: string; clockError: number | null; hasPtz: boolean; network: CameraNetwork | null; streams: CameraOffer[];
}
export interface CameraPreset { token: string; name: string }
export interface SteerHolder { name: string; until: string; mine: boolean }

/** Calls about cameras, live and recorded video. */
export function createVideoApi(http: HttpClient) {
  const video = (p: string): string => `/api/projects/${encodeURIComponent(p)}/video`;
  const camera = (p: string, d: string): string => `/api/projects/${encodeURIComponent(p)}/cameras/${encodeURIComponent(d)}`;
  return {
    search: (p: string, query: VideoSearchQuery, signal?: AbortSignal) => http.get<VideoSearch>(`${video(p)}/search`, { query: { ...query }, signal }),
    statistics: (p: string, from: string, to: string, signal?: AbortSignal) => http.get<VideoStatistic[]>(`${video(p)}/statistics`, { query: { from, to }, signal }),
    judge: (p: string, one: VideoEvent, confirmed: boolean) =>
      http.send<VideoEvent>('POST', `${video(p)}/events/${encodeURIComponent(one.camera)}/${encodeURIComponent(one.id)}/verdict`, { body: { confirmed, at: one.at } }),
    recordings: (p: string, d: string, from: string, to: string, signal?: AbortSignal) =>
      http.get<Recordings>(`${camera(p, d)}/recordings`, { query: { from, to }, signal }),
    filmAddress: (p: string, d: string, kind: 'clip' | 'summary', from: string, to: string) =>
      `${camera(p, d)}/${kind}?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
    streamAddress: (p: string, d: string) => http.get<{ address: string; until: string }>(`${camera(p, d)}/stream-address`),
    snapshot: (p: string, d: string, format: 'jpg' | 'bmp') => http.send<Snapshot>('POST', `${camera(p, d)}/snapshots?format=${format}`),
    storage: (p: string, d: string, signal?: AbortSignal) => http.get<StorageClass[]>(`${camera(p, d)}/storage`, { signal }),
    walls: (p: string, signal?: AbortSignal) => http.get<VideoWall[]>(`${video(p)}/walls`, { signal }),
    putWall: (p: string, id: string | undefined, body: VideoWallDraft) =>
      http.send<VideoWall>(id === undefined ? 'POST' : 'PUT', `${video(p)}/walls${id === undefined ? '' : `/${id}`}`, { body }),
    removeWall: (p: string, id: string) => http.send<void>('DELETE', `${video(p)}/walls/${id}`),
    log: (p: string, signal?: AbortSignal) => http.get<VideoLogLine[]>(`${video(p)}/log`, { signal }),
    backups: (p: string, signal?: AbortSignal) => http.get<VideoBackup[]>(`${video(p)}/backups`, { signal }),
    backup: (p: string, body: { camera: string; from: string; to: string; note: string }) => http.send<VideoBackup>('POST', `${video(p)}/backups`, { body }),
    restore: (p: string, archive: Blob) => http.send<{ clips: number; log: number }>('POST', `${video(p)}/backups/restore`, { content: archive, type: 'application/zip' }),
    archiveAddress: (p: string) => `${video(p)}/backups/archive`,
    onvif: (p: string, d: string, signal?: AbortSignal) => http.get<CameraOnvif>(`${camera(p, d)}/onvif`, { signal }),
    probe: (p: string, body: { gateway: string; address: string; user: string; password: string }) =>
      http.send<CameraOnvif>('POST', `/api/projects/${encodeURIComponent(p)}/cameras/probe`, { body }),
    setNetwork: (p: string, d: string, body: CameraNetwork) => http.send<void>('PUT', `${camera(p, d)}/onvif/network`, { body }),
    setEncoding: (p: string, d: string, { token, ...body }: CameraEncoding) =>
      http.send<CameraOnvif>('PUT', `${camera(p, d)}/onvif/encodings/${encodeURIComponent(token)}`, { body }),
    setPassword: (p: string, d: string, password: string) => http.send<void>('PUT', `${camera(p, d)}/onvif/password`, { body: { password } }),
    act: (p: string, d: string, what: 'time' | 'restart') => http.send<void>('POST', `${camera(p, d)}/onvif/${what}`),
    reset: (p: string, d: string) => http.send<{ done: boolean; message: string }>('POST', `${camera(p, d)}/onvif/reset`),
    holder: (p: string, d: string, signal?: AbortSignal) => http.get<SteerHolder | undefined>(`${camera(p, d)}/ptz`, { signal }),
    move: (p: string, d: string, pan: number, tilt: number, zoom: number) => http.send<void>('POST', `${camera(p, d)}/ptz/move`, { body: { pan, tilt, zoom } }),
    stop: (p: string, d: string) => http.send<void>('POST', `${camera(p, d)}/ptz/stop`),
    release: (p: string, d: string) => http.send<void>('POST', `${camera(p, d)}/ptz/release`),
    presets: (p: string, d: string, signal?: AbortSignal) => http.get<CameraPreset[]>(`${camera(p, d)}/ptz/presets`, { signal }),
    keepPreset: (p: string, d: string, name: string) => http.send<void>('POST', `${camera(p, d)}/ptz/presets`, { body: { name } }),
    goTo: (p: string, d: string, token: string) => http.send<void>('POST', `${camera(p, d)}/ptz/presets/${encodeURIComponent(token)}/go`),
    forget: (p: string, d: string, token: string) => http.send<void>('DELETE', `${camera(p, d)}/ptz/presets/${encodeURIComponent(token)}`),
    cruise: (p: string, d: string, presets: readonly string[], seconds: number) => http.send<void>('POST', `${camera(p, d)}/ptz/cruise`, { body: { presets, seconds } }),
  };
}
