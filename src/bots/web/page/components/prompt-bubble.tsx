import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../say.ts';

export interface BubblePicture {
  readonly url: string;
  readonly name: string;
}

interface Props {
  readonly text: string;
  readonly pictures?: readonly BubblePicture[];
  /** What was asked besides the words: "16:9", "2k" … */
  readonly wishes?: readonly string[];
  readonly children?: ComponentChildren;
}

const longPrompt = 420;

/** What the user asked: words, pictures, parameters. */
export function PromptBubble({ text, pictures = [], wishes = [], children }: Props) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > longPrompt;
  return (
    <div class="bubble">
      <span class="visually-hidden">{say('you.asked')}</span>
      {pictures.length > 0 && (
        <ul class="bubble-pictures">
          {pictures.map(({ url, name }) => (
            <li key={url}>
              <img src={url} alt={name} loading="lazy" onError={hide} />
            </li>
          ))}
        </ul>
      )}
      <p class="bubble-text" dir="auto">
        {isLong && !isWhole ? `${text.slice(0, longPrompt - 40).trimEnd()}…` : text}
      </p>
      {isLong && (
        <button type="button" class="text-button" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {say(isWhole ? 'prompt.less' : 'prompt.more')}
        </button>
      )}
      {wishes.length > 0 && (
        <ul class="wishes">
          {wishes.map((wish) => (
            <li key={wish}>{wish}</li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}

/** A format that this browser cannot show (HEIC), a file that is gone. */
function hide({ currentTarget }: Event): void {
  (currentTarget as HTMLElement).classList.add('unseen');
}
