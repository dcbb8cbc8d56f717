import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KeysView } from '../../api/keys-view.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { areKeysOpen, keysApi } from '../state/own-keys.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { KeyForm } from './key-form.tsx';

/** One's own keys at gateways, over the conversation. Escape closes it. */
export function KeysDialog() {
  return useStore(areKeysOpen) ? <Opened /> : null;
}

function Opened() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [view, setView] = useState<KeysView>();
  const [said, setSaid] = useState<string>();
  const [problem, setProblem] = useState<string>();
  useLayoutEffect(() => dialog.current?.showModal(), []);

  /** Does something, says what came of it, then shows what is kept. */
  async function act(work?: () => Promise<{ readonly message: string; readonly kept?: boolean }>) {
    try {
      const done = await work?.();
      setView(await keysApi.list());
      setSaid(done?.kept === false ? undefined : done?.message);
      setProblem(done?.kept === false ? done.message : undefined);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }
  useEffect(() => void act(), []);

  return (
    <dialog
      class="admin-dialog"
      ref={dialog}
      aria-labelledby="keys-title"
      onClose={() => areKeysOpen.set(false)}
    >
      <header class="admin-bar">
        <h2 id="keys-title">{say('own-key.title')}</h2>
        <button
          type="button"
          class="round-button"
          aria-label={say('action.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <p class="problem" role="alert">
        {problem}
      </p>
      {view && (
        <section class="admin-section">
          <p role="status">{said}</p>
          <ul>
            {view.lines.map((line, index) => (
              <li key={index}>{line}</li>
            ))}
            {view.kept.map(({ gateway, title }) => (
              <li key={gateway}>
                <button
                  type="button"
                  class="quiet-button"
                  onClick={() => void act(() => keysApi.remove(gateway))}
                >
                  {say('own-key.remove', { provider: title })}
                </button>
              </li>
            ))}
          </ul>
          {view.gateways.length > 0 && (
            <KeyForm
              gateways={view.gateways}
              onKeep={(gateway, key) => void act(() => keysApi.keep(gateway, key))}
            />
          )}
        </section>
      )}
    </dialog>
  );
}
