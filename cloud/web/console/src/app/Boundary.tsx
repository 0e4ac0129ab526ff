import { Component, type ReactNode } from 'react';
import { Crash } from './NotFound';

/**
 * The one place where a page that fails to draw is caught. Keyed by the address, so that leaving a broken page by the
 * navigation works.
 */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Crash /> : this.props.children;
  }
}
