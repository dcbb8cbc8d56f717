import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
// prettier-ignore
import {
  earlierPainting, keepRegion, regionSubject, rememberPainting, sendRegion, subjectId, type RegionSubject,
} from '../state/region-dialog.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { RegionEditor } from './region-editor.tsx';

/** The painter over the conversation. Escape closes it; what was painted is there again when it is opened again. */
export function RegionDialog({ config }: { config: ConfigView }) {
  const subject = useStore(regionSubject);
  return subject ? <Opened key={subjectId(subject)} subject={subject} config={config} /> : null;
}

function Opened({ subject, config }: { subject: RegionSubject; config: ConfigView }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const id = subjectId(subject);
  const isOurs = subject.kind === 'picture';
  return (
    <dialog
      class="region-dialog"
      ref={dialog}
      aria-labelledby="region-title"
      onClose={() => regionSubject.set(undefined)}
    >
      <header class="region-bar">
        <h2 id="region-title">{say('region.title')}</h2>
        <button
          type="button"
          class="round-button"
          aria-label={say('action.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <RegionEditor
        url={isOurs ? subject.edited.image.url : subject.url}
        alt={isOurs ? subject.edited.prompt.slice(0, 300) : subject.name}
        prompt={subject.prompt}
        earlier={earlierPainting(id)}
        maxPromptLength={config.limits.maxPromptLength}
        onPainted={(pixels) => rememberPainting(id, pixels)}
        onSend={(choice) => sendRegion(subject, choice)}
        keep={{ text: say('region.keep'), onPress: (choice) => keepRegion(subject, choice) }}
      />
    </dialog>
  );
}
