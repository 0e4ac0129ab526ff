import { Button } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface MenuItem {
  key: string;
  label: ReactNode;
  onSelect: () => void;
  divided?: boolean;
}

/** A button with a short menu; arrow keys move, Escape closes and gives the focus back. */
export function MenuButton({ icon, label, name, items }: { icon?: ReactNode; label?: ReactNode; name: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && frame.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    frame.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = [...(frame.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = entries.findIndex((one) => one === document.activeElement);
    if (event.key === 'Escape') {
      setOpen(false);
      frame.current?.querySelector('button')?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      entries.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % entries.length)?.focus();
    }
  };
  return (
    <div className="e-menu" ref={frame} role="presentation" onKeyDown={onKeyDown}>
      <Button type="text" icon={icon} aria-label={name} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>{label}</Button>
      {open ? (
        <div className="e-menu-list" role="menu" aria-label={name}>
          {items.map((one) => (
            <div key={one.key} role="presentation">
              {one.divided === true ? <hr /> : null}
              <button type="button" role="menuitem" style={{ width: '100%' }} onClick={() => { setOpen(false); one.onSelect(); }}>{one.label}</button>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
