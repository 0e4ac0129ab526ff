import type { Attachment } from '@edge/core';
import { Upload } from '@edge/core';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { workApi } from '../app/client';

/** Uploads of a box; a file that is there whole is handed out once. */
export function useUploads(onReady: (file: Attachment) => void) {
  const [running, setRunning] = useState<readonly Upload[]>([]);
  const add = useCallback((files: readonly File[]) => {
    const added = files.map((file) => new Upload(file, workApi));
    setRunning((held) => [...held, ...added]);
    // One after another: several at once would only share the line.
    void added.reduce(async (before, one) => { await before; await one.start(); }, Promise.resolve());
  }, []);
  const drop = useCallback((upload: Upload) => { setRunning((held) => held.filter((one) => one !== upload)); }, []);
  useEffect(() => {
    const stops = running.map((upload) => upload.subscribe(() => {
      if (upload.progress.phase !== 'ready' || upload.progress.file === undefined) return;
      onReady(upload.progress.file);
      drop(upload);
    }));
    return () => { stops.forEach((stop) => stop()); };
  }, [running, onReady, drop]);
  return useMemo(() => ({ running, add, drop }), [running, add, drop]);
}

export function useProgress(upload: Upload) {
  return useSyncExternalStore(upload.subscribe, upload.snapshot);
}
