import { useEffect, useRef } from 'preact/hooks';
import { say } from '../say.ts';
import { chat, loadOlder } from '../state/chat-actions.ts';
import { useStore } from '../state/store.ts';

/** Loads older pictures when the beginning of the conversation comes into view, or when its button is pressed. */
export function OlderSentinel() {
  const { before, older, olderProblem } = useStore(chat);
  const element = useRef<HTMLDivElement>(null);
  const isAutomatic = before !== undefined && older === 'idle';

  useEffect(() => {
    if (!isAutomatic || !element.current) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) void loadOlder();
      },
      { rootMargin: '400px 0px 0px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isAutomatic, before]);

  if (before === undefined) return null;
  return (
    <div class="older" ref={element}>
      {older === 'failed' ? (
        <>
          <p class="problem">{say('thread.older-failed', { reason: olderProblem ?? '' })}</p>
          <button type="button" class="text-button" onClick={() => void loadOlder()}>
            {say('thread.load-older')}
          </button>
        </>
      ) : (
        <p class="stage">
          <span class="pulse" aria-hidden="true" />
          {say('thread.older')}
        </p>
      )}
    </div>
  );
}
