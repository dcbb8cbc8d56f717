import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../say.ts';
import { Icon } from './icon.tsx';

interface Props {
  /** Names its title: unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
  onClose(): void;
}

/** Something over the conversation that keeps the focus inside. Escape, its cross and a press beside it close it. */
export function Sheet({ id, title, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // What was pressed may be gone with a dialog that is taken away instead of closed.
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return (
    <dialog
      class={`sheet sheet-${id}`}
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current?.close()}
    >
      <div class="sheet-inner">
        <header class="sheet-bar">
          <h2 id={`${id}-title`}>{title}</h2>
          <button
            type="button"
            class="round-button"
            aria-label={say('action.close')}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
