import { useState } from 'preact/hooks';
import type { PrivacyView } from '../../api/privacy-view.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { deleteEverything } from '../state/privacy.ts';
import { ActionButton } from './action-button.tsx';
import { Icon } from './icon.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What is stored about whoever asks, to be exported or, after a second press, deleted. */
export function PrivacyNote({ view, asked }: { view: PrivacyView; asked: string }) {
  const [isSure, setSure] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const erase = async () => {
    setBusy(true);
    try {
      await deleteEverything(asked);
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <div class="answer note-answer">
      <p>{view.lines.join('\n')}</p>
      {isSure && <p>{say('privacy.sure')}</p>}
      {!view.empty && (
        <div class="actions">
          {isSure ? (
            <>
              <ActionButton
                icon="close"
                text={say('privacy.delete-all')}
                isDisabled={isBusy}
                onPress={() => void erase()}
              />
              <ActionButton icon="again" text={say('privacy.keep')} onPress={() => setSure(false)} />
            </>
          ) : (
            <>
              <a class="action" href="/api/privacy/export" download="limner-export.zip">
                <Icon name="download" />
                <span>{say('privacy.export')}</span>
              </a>
              <ActionButton icon="close" text={say('privacy.delete')} onPress={() => setSure(true)} />
            </>
          )}
        </div>
      )}
      {problem !== undefined && <ProblemNote text={problem} />}
    </div>
  );
}
