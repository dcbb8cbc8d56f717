import { say } from '../say.ts';
import { editSuggestion, helper, keepMine, sendSuggestion } from '../state/helper.ts';
import { useStore } from '../state/store.ts';
import { ActionButton } from './action-button.tsx';

/** A prompt that a chat model wrote, to be read before anything comes of it. */
export function SuggestionCard() {
  const state = useStore(helper);
  if (state.kind === 'idle') return null;
  if (state.kind === 'working') {
    return (
      <p class="stage suggestion">
        <span class="pulse" aria-hidden="true" />
        {say('helper.working')}
      </p>
    );
  }
  const { kind, text } = state.suggestion;
  const isPicture = kind === 'describe';
  return (
    <section class="suggestion" aria-label={say('helper.label')}>
      <p class="suggestion-heading">{say(isPicture ? 'helper.described' : 'helper.suggested')}</p>
      <p class="suggestion-text" dir="auto">
        {text}
      </p>
      <div class="actions">
        <ActionButton
          icon="send"
          text={say(isPicture ? 'helper.imagine' : 'helper.use')}
          onPress={sendSuggestion}
        />
        <ActionButton icon="edit" text={say('helper.edit')} onPress={editSuggestion} />
        <ActionButton icon="close" text={say('helper.keep')} onPress={keepMine} />
      </div>
    </section>
  );
}
