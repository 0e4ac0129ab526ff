import { useEffect, useState, type RefObject } from 'react';

export interface Span {
  first: number;
  last: number;
  above: number;
  below: number;
}

const OVERSCAN = 12;

/** Which rows of equal height are in sight of a scrolling frame, and the room of those above and below. */
export function useVirtual(frame: RefObject<HTMLElement | null>, count: number, row: number, onNearEnd: () => void): Span {
  const [at, setAt] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const read = (): void => setAt({ top: element.scrollTop, height: element.clientHeight });
    read();
    element.addEventListener('scroll', read, { passive: true });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', read);
      observer.disconnect();
    };
  }, [frame]);
  const first = Math.max(0, Math.floor(at.top / row) - OVERSCAN);
  const last = Math.min(count, Math.ceil((at.top + at.height) / row) + OVERSCAN);
  const near = count > 0 && last >= count;
  useEffect(() => { if (near) onNearEnd(); }, [near, onNearEnd]);
  return { first, last, above: first * row, below: (count - last) * row };
}
