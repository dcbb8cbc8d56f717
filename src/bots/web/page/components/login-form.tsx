import { useState } from 'preact/hooks';
import { api, sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { Wordmark } from './wordmark.tsx';

/** Asks for the password of this installation. */
export function LoginForm({ onSignedIn }: { onSignedIn(): void }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await api.login(password);
      onSignedIn();
    } catch (error) {
      setProblem(sentenceOf(error));
      setPassword('');
    } finally {
      setBusy(false);
    }
  }

  return (
    <main class="login">
      <form class="login-card" onSubmit={(event) => void submit(event)}>
        <h1>
          <Wordmark />
        </h1>
        <p>{say('login.text')}</p>
        <label for="password">{say('login.password')}</label>
        <input
          id="password"
          type="password"
          autocomplete="current-password"
          autofocus
          required
          value={password}
          onInput={({ currentTarget }) => setPassword(currentTarget.value)}
          aria-invalid={problem !== undefined}
          aria-describedby="login-problem"
        />
        <p id="login-problem" class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="primary-button" disabled={isBusy || password === ''}>
          {say('login.submit')}
        </button>
      </form>
    </main>
  );
}
