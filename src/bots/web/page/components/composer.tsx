import type { ConfigView } from '../../api/account-view.ts';
import { looksLikeKey } from '../../../shared/looks-like-key.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { send } from '../state/chat-actions.ts';
import { readLine } from '../state/commands.ts';
import { clearText, composer, setProblem, takeOrder } from '../state/composer.ts';
import { remember } from '../state/recall.ts';
import { useStore } from '../state/store.ts';
import { AttachButton } from './attach-button.tsx';
import { EditedQuote } from './edited-quote.tsx';
import { HelperBar } from './helper-bar.tsx';
import { Icon } from './icon.tsx';
import { ParameterBar } from './parameter-bar.tsx';
import { PromptBox } from './prompt-box.tsx';
import { ReferenceTray } from './reference-tray.tsx';
import { SuggestionCard } from './suggestion-card.tsx';

/** Where one writes: the prompt, its pictures, its parameters. */
export function Composer({ config }: { config: ConfigView }) {
  const { text, problem } = useStore(composer);
  const isEmpty = text.trim() === '';

  function submit(): void {
    const line = text.trim();
    if (line === '') return;
    const length = [...line].length;
    if (length > config.limits.maxPromptLength + 200) {
      setProblem(say('composer.too-long', { length, max: config.limits.maxPromptLength }));
      return;
    }
    const meant = readLine(line);
    if (config.hasOwnKeys && meant.kind === 'prompt' && looksLikeKey(meant.text)) {
      clearText();
      setProblem(say('own-key.misplaced', { command: '/key' }));
      return;
    }
    // Somebody may type a key behind the command: such a line is kept nowhere.
    if (!/^\/keys?\b/i.test(line)) remember(line);
    if (meant.kind === 'prompt') {
      void send(takeOrder(meant.text));
    } else {
      clearText();
      meant.run().catch((error: unknown) => setProblem(sentenceOf(error)));
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SuggestionCard />
      <EditedQuote />
      <ReferenceTray />
      <div class="composer-row">
        <AttachButton config={config} />
        <PromptBox config={config} onSend={submit} />
        <button
          type="submit"
          class="send"
          disabled={isEmpty}
          aria-label={say('composer.send')}
          title={say('composer.send')}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="composer-problem" class="problem" role="alert">
        {problem}
      </p>
      <ParameterBar config={config} />
      {config.hasHelper && <HelperBar />}
    </form>
  );
}
