import { say } from '../say.ts';
import { setText } from '../state/composer.ts';

const examples = ['empty.example1', 'empty.example2', 'empty.example3'] as const;

/** What a first visitor sees. */
export function EmptyState() {
  return (
    <section class="empty">
      <div class="empty-art" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <h2>{say('empty.title')}</h2>
      <p>{say('empty.text')}</p>
      <ul class="examples">
        {examples.map((key) => (
          <li key={key}>
            <button type="button" class="example" onClick={() => suggest(say(key))}>
              {say(key)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function suggest(text: string): void {
  setText(text);
  document.querySelector<HTMLTextAreaElement>('#prompt')?.focus();
}
