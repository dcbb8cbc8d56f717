import { useEffect, useState } from 'preact/hooks';
import type { KeysView } from '../../api/keys-view.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { areKeysOpen, keysApi } from '../state/own-keys.ts';
import { useStore } from '../state/store.ts';
import { KeyForm } from './key-form.tsx';
import { Sheet } from './sheet.tsx';

/** One's own keys at gateways, over the conversation. Escape closes it. */
export function KeysDialog() {
  return useStore(areKeysOpen) ? <Opened /> : null;
}

function Opened() {
  const [view, setView] = useState<KeysView>();
  const [said, setSaid] = useState<string>();
  const [problem, setProblem] = useState<string>();

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

  // Without a key the lines say which command brings one; here the form below does.
  const lines = view && (view.kept.length > 0 || view.gateways.length === 0) ? view.lines : [];
  return (
    <Sheet id="keys" title={say('own-key.title')} onClose={() => areKeysOpen.set(false)}>
      <p class="problem" role="alert">
        {problem}
      </p>
      {view && (
        <section class="admin-section">
          <p role="status">{said}</p>
          <ul>
            {lines.map((line, index) => (
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
    </Sheet>
  );
}
