import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
import { attachFiles, composer, leaveEdit, setText } from '../state/composer.ts';
import { isRecalled, recallNewer, recallOlder } from '../state/recall.ts';
import { useStore } from '../state/store.ts';

/** The text box. Enter sends, Shift and Enter make a line, the arrows recall, Escape leaves the edit. */
export function PromptBox({ config, onSend }: { config: ConfigView; onSend(): void }) {
  const { text, edited, focusWish, problem } = useStore(composer);
  const box = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  useEffect(() => {
    // On a touch screen the keyboard would cover the page unasked.
    if (focusWish > 0 || matchMedia('(pointer: fine)').matches) box.current?.focus();
  }, [focusWish]);

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    // Enter that chooses a character of an input method is not meant for us.
    if (event.isComposing) return;
    if (key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onSend();
    } else if (key === 'Escape' && edited) {
      leaveEdit();
    } else if ((key === 'ArrowUp' || key === 'ArrowDown') && (text === '' || isRecalled(text))) {
      const recalled = key === 'ArrowUp' ? recallOlder() : recallNewer();
      if (recalled === undefined) return;
      event.preventDefault();
      setText(recalled);
    }
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    attachFiles(files, config);
  }

  return (
    <textarea
      id="prompt"
      ref={box}
      class="prompt"
      rows={1}
      dir="auto"
      value={text}
      placeholder={say(edited ? 'composer.placeholder-edit' : 'composer.placeholder')}
      aria-label={say('composer.label')}
      aria-describedby="composer-problem"
      aria-invalid={problem !== undefined}
      enterkeyhint="send"
      autocomplete="off"
      onInput={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}
