import { say } from '../say.ts';
import type { Entry } from '../state/chat.ts';
import { chat } from '../state/chat-actions.ts';
import { useStore } from '../state/store.ts';
import { Draft } from './draft.tsx';
import { EmptyState } from './empty-state.tsx';
import { Exchange } from './exchange.tsx';
import { OlderSentinel } from './older-sentinel.tsx';
import { PrivacyNote } from './privacy-note.tsx';
import { PromptBubble } from './prompt-bubble.tsx';
import { ScrollKeeper } from './scroll-keeper.tsx';

/** The conversation, oldest first, loading upwards. */
export function Thread() {
  const { entries } = useStore(chat);
  if (entries.length === 0) return <EmptyState />;
  return (
    <>
      <OlderSentinel />
      <ol class="thread" aria-label={say('thread.label')}>
        {entries.map((entry) => (
          <li class="entry" key={entry.key}>
            <Item entry={entry} />
          </li>
        ))}
      </ol>
      <ScrollKeeper />
    </>
  );
}

function Item({ entry }: { entry: Entry }) {
  switch (entry.kind) {
    case 'draft':
      return <Draft entry={entry} />;
    case 'generation':
      return <Exchange entry={entry} />;
    case 'privacy':
      return (
        <>
          <PromptBubble text={entry.asked} />
          <PrivacyNote view={entry.view} asked={entry.asked} />
        </>
      );
    case 'note':
      return (
        <>
          <PromptBubble text={entry.asked} />
          <p class="answer note-answer">{entry.answer}</p>
        </>
      );
  }
}
