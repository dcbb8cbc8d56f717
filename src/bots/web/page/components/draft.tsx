import { say } from '../say.ts';
import type { DraftEntry } from '../state/chat.ts';
import { discard, resend } from '../state/chat-actions.ts';
import { putBack } from '../state/composer.ts';
import { wishesOf } from '../state/wishes.ts';
import { ActionButton } from './action-button.tsx';
import { ProblemNote } from './problem-note.tsx';
import { PromptBubble } from './prompt-bubble.tsx';

/** A prompt that is being handed in, or was not accepted. */
export function Draft({ entry }: { entry: DraftEntry }) {
  const { key, order, problem } = entry;
  const { edited, references } = order;
  const pictures = [
    ...(edited ? [{ url: edited.image.url, name: edited.prompt }] : []),
    ...references.flatMap((one) => (one.kind === 'link' ? [] : [{ url: one.url, name: one.name }])),
  ];
  const wishes = [...wishesOf(order.parameters), ...(order.region ? [say('region.asked')] : [])];
  return (
    <>
      <PromptBubble text={order.text} pictures={pictures} wishes={wishes} />
      <div class="answer" aria-busy={problem === undefined}>
        {problem === undefined ? (
          <p class="stage">
            <span class="pulse" aria-hidden="true" />
            {say('stage.sending')}
          </p>
        ) : (
          <ProblemNote text={problem}>
            <div class="actions">
              <ActionButton icon="again" text={say('action.resend')} onPress={() => void resend(key)} />
              <ActionButton
                icon="edit"
                text={say('action.discard')}
                onPress={() => {
                  discard(key);
                  putBack(order);
                }}
              />
            </div>
          </ProblemNote>
        )}
      </div>
    </>
  );
}
