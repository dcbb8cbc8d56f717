import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../say.ts';
import { chat } from '../state/chat-actions.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';

/** So near to the end counts as being there. */
const nearPixels = 160;

/**
 * Keeps what is read where it is while older pictures appear above, and follows the end of the conversation while the
 * reader is there. Elsewhere a button leads back.
 */
export function ScrollKeeper() {
  const { entries } = useStore(chat);
  const firstKey = entries[0]?.key;
  const lastKey = entries.at(-1)?.key;
  const before = useRef({ firstKey, lastKey, height: 0 });
  const isAtEnd = useRef(true);
  const [isAway, setAway] = useState(false);

  useLayoutEffect(() => {
    const page = document.documentElement;
    const old = before.current;
    const isNew = old.lastKey !== lastKey || old.height === 0;
    if (isNew || (isAtEnd.current && old.firstKey === firstKey)) page.scrollTop = page.scrollHeight;
    else if (old.firstKey !== firstKey) page.scrollTop += page.scrollHeight - old.height;
    before.current = { firstKey, lastKey, height: page.scrollHeight };
  });

  useEffect(() => {
    const page = document.documentElement;
    const look = () => {
      isAtEnd.current = page.scrollHeight - page.scrollTop - page.clientHeight < nearPixels;
      before.current.height = page.scrollHeight;
      setAway(page.scrollHeight - page.scrollTop - page.clientHeight > page.clientHeight);
    };
    // What grows at the end (the composer, a caption) must not hide what was visible.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) page.scrollTop = page.scrollHeight;
      before.current.height = page.scrollHeight;
    });
    observer.observe(document.body);
    addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      removeEventListener('scroll', look);
    };
  }, []);

  if (!isAway) return null;
  return (
    <button
      type="button"
      class="round-button to-latest"
      aria-label={say('action.latest')}
      onClick={scrollToEnd}
    >
      <Icon name="down" />
    </button>
  );
}

function scrollToEnd(): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? 'auto' : 'smooth' });
}
