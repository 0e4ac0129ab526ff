/** One timer for every age on the page; it rests while the page is hidden. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  listeners.forEach((listener) => listener());
}

function sync(): void {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (wanted && timer === undefined) {
    tick();
    timer = setInterval(tick, 1000);
  } else if (!wanted && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

let watching = false;

export function onTick(listener: () => void): () => void {
  if (!watching) {
    watching = true;
    document.addEventListener('visibilitychange', sync);
  }
  listeners.add(listener);
  sync();
  return () => {
    listeners.delete(listener);
    sync();
  };
}
