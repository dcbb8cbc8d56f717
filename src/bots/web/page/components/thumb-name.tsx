import { useState } from 'preact/hooks';
import { say } from '../say.ts';
import { call } from '../state/composer.ts';
import type { Reference } from '../state/references.ts';

/** "2 = jacket"; pressed, it takes another name. Enter keeps it, Escape does not, an empty one takes it away. */
export function ThumbName({ reference, number }: { reference: Reference; number: number }) {
  const { key, name, called } = reference;
  const [isOpen, setOpen] = useState(false);
  const place = say('composer.place', { number, name: called ?? name });
  const label = say('composer.call', { number });
  if (!isOpen) {
    return (
      <button
        type="button"
        class="thumb-name"
        aria-label={`${place}: ${label}`}
        title={label}
        dir="auto"
        onClick={() => setOpen(true)}
      >
        {place}
      </button>
    );
  }
  return (
    <input
      class="thumb-input"
      aria-label={label}
      placeholder={name}
      defaultValue={called ?? ''}
      maxLength={40}
      dir="auto"
      ref={(input) => input?.focus()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = called ?? '';
        else if (event.key !== 'Enter' || event.isComposing) return;
        // The prompt around it is not sent by this.
        event.preventDefault();
        event.currentTarget.blur();
      }}
      onBlur={({ currentTarget }) => {
        call(key, currentTarget.value);
        setOpen(false);
      }}
    />
  );
}
