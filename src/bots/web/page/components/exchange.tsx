import type { GenerationView } from '../../api/generation-view.ts';
import { isOver } from '../api/follow-events.ts';
import { say } from '../say.ts';
import type { GenerationEntry } from '../state/chat.ts';
import { cancel, confirm, retry } from '../state/chat-actions.ts';
import { canReword, reword } from '../state/reword.ts';
import { wishesOf } from '../state/wishes.ts';
import { ActionButton } from './action-button.tsx';
import { Drawing } from './drawing.tsx';
import { Plate } from './plate.tsx';
import { ProblemNote } from './problem-note.tsx';
import { PromptBubble } from './prompt-bubble.tsx';

/** A request and what became of it. */
export function Exchange({ entry }: { entry: GenerationEntry }) {
  const { view, preview, isBusy = false, problem } = entry;
  const { request, references } = view;
  const pictures = references.map(({ url }, index) => ({
    url,
    name: say('composer.reference', { number: index + 1, name: '' }).replace(/[:：]\s*$/, ''),
  }));
  const wishes = [...wishesOf(request), ...(view.mask ? [say('region.asked')] : [])];
  return (
    <>
      <PromptBubble text={request.prompt} pictures={pictures} wishes={wishes} />
      <div class="answer" aria-busy={!isOver(view)}>
        <Outcome view={view} preview={preview} isBusy={isBusy} />
        {problem !== undefined && <ProblemNote text={problem} />}
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly view: GenerationView;
  readonly preview: string | undefined;
  readonly isBusy: boolean;
}

function Outcome({ view, preview, isBusy }: OutcomeProps) {
  if (!isOver(view)) {
    return (
      <>
        <Drawing view={view} preview={preview} />
        <div class="actions">
          {view.confirm && (
            <ActionButton
              icon="again"
              text={say('action.make')}
              isDisabled={isBusy}
              onPress={() => void confirm(view.id)}
            />
          )}
          <ActionButton
            icon="close"
            text={say('action.cancel')}
            isDisabled={isBusy}
            onPress={() => void cancel(view.id)}
          />
        </div>
      </>
    );
  }
  if (view.images.length > 0) return <Plate view={view} preview={preview} isBusy={isBusy} />;
  return (
    <ProblemNote text={view.error?.message ?? view.summary ?? say('status.canceled')}>
      <div class="actions">
        {view.retryable && (
          <ActionButton
            icon="again"
            text={say('action.retry')}
            isDisabled={isBusy}
            onPress={() => void retry(view.id)}
          />
        )}
        {canReword(view) && (
          <ActionButton icon="edit" text={say('action.reword')} onPress={() => reword(view)} />
        )}
      </div>
    </ProblemNote>
  );
}
