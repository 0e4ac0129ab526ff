/** The nonce of the style policy: the host puts a fresh one in place of the marker in index.html. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return nonce === undefined || nonce === '' || nonce.startsWith('__') ? undefined : nonce;
}

/**
 * Gives every style element made by a script the nonce. The component library signs most of its own, but not those that
 * lock scrolling behind a dialog or measure a scroll bar; without this the policy would have to allow all inline styles.
 */
export function signStyles(nonce: string): void {
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function createSigned(this: Document, name: string, options?: ElementCreationOptions) {
    const element = create.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof create;
}
