import { useRef } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
import { attachFiles } from '../state/composer.ts';
import { Icon } from './icon.tsx';

export function AttachButton({ config }: { config: ConfigView }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="round-button"
        aria-label={say('composer.attach')}
        title={say('composer.attach')}
        onClick={() => input.current?.click()}
      >
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*,.heic,.heif"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          attachFiles([...(currentTarget.files ?? [])], config);
          // The same file can be chosen again after it was removed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
