import { say } from '../say.ts';
import { composer } from '../state/composer.ts';
import { changePrompt, describePictures, helper, promptChanges } from '../state/helper.ts';
import { useStore } from '../state/store.ts';

/** What a chat model can do with what stands in the composer; nothing while that is empty, or a command. */
export function HelperBar() {
  const { text, references, edited } = useStore(composer);
  const { kind } = useStore(helper);
  const prompt = text.trim();
  const hasWords = prompt !== '' && !prompt.startsWith('/');
  const hasPicture = references.length > 0 || edited !== undefined;
  if (!hasWords && !hasPicture) return null;
  const isBusy = kind === 'working';
  return (
    <div class="helper-bar" role="group" aria-label={say('helper.label')}>
      <span aria-hidden="true">{say('helper.label')}</span>
      {hasWords &&
        promptChanges.map((change) => (
          <button
            key={change}
            type="button"
            class="chip"
            disabled={isBusy}
            onClick={() => void changePrompt(change, prompt)}
          >
            {say(`helper.${change}`)}
          </button>
        ))}
      {hasPicture && (
        <button type="button" class="chip" disabled={isBusy} onClick={() => void describePictures()}>
          {say('helper.describe')}
        </button>
      )}
    </div>
  );
}
