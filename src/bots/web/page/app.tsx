import { useEffect, useState } from 'preact/hooks';
import { api, ApiError, sentenceOf } from './api/client.ts';
import { ActionButton } from './components/action-button.tsx';
import { ChatPage } from './components/chat-page.tsx';
import { LoginForm } from './components/login-form.tsx';
import { ProblemNote } from './components/problem-note.tsx';
import { pageLocale, say, speak } from './say.ts';
import { loadLatest } from './state/chat-actions.ts';
import { config } from './state/config.ts';
import { restoreParameters } from './state/parameters.ts';
import { restoreCollected } from './state/composer.ts';
import { settings } from './state/settings.ts';
import { useStore } from './state/store.ts';

/** The page: the chat once it is known what can be asked for, else the password or why it cannot be reached. */
export function App() {
  const known = useStore(config);
  useStore(pageLocale);
  const [state, setState] = useState<'loading' | 'locked' | 'ready' | { problem: string }>('loading');

  async function load(): Promise<void> {
    setState('loading');
    try {
      const fetched = await api.config();
      settings.set(fetched.settings);
      speak(fetched.settings.settled.language);
      restoreParameters(fetched);
      restoreCollected(fetched);
      config.set(fetched);
      await loadLatest();
      setState('ready');
    } catch (error) {
      const isLocked = error instanceof ApiError && error.status === 401;
      setState(isLocked ? 'locked' : { problem: sentenceOf(error) });
    }
  }

  useEffect(() => void load(), []);

  if (state === 'locked') return <LoginForm onSignedIn={() => void load()} />;
  if (typeof state === 'object') {
    return (
      <main class="main unreachable">
        <ProblemNote text={state.problem}>
          <div class="actions">
            <ActionButton icon="again" text={say('action.retry')} onPress={() => void load()} />
          </div>
        </ProblemNote>
      </main>
    );
  }
  return state === 'ready' && known ? <ChatPage config={known} /> : null;
}
