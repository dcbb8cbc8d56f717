import { useState } from 'preact/hooks';
import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { favourite, remove, report, undo, vary } from '../state/picture-actions.ts';
import { canReword, reword } from '../state/reword.ts';
import { ActionButton } from './action-button.tsx';

interface Props {
  readonly view: GenerationView;
  readonly image: ImageView;
  readonly isBusy: boolean;
  /** Set where there are several pictures: which one the buttons mean. */
  readonly number?: number;
}

/** Follow-ups on one picture; deleting asks once more. */
export function PictureActions({ view, image, isBusy, number }: Props) {
  const [isSure, setSure] = useState(false);
  const named = (text: string) =>
    number === undefined ? {} : { label: say('action.of-picture', { action: text, number }) };
  if (isSure) {
    return (
      <>
        <ActionButton
          icon="trash"
          text={say('action.delete-for-good')}
          isDisabled={isBusy}
          onPress={() => void remove(view.id, image.id)}
        />
        <ActionButton icon="close" text={say('action.keep')} onPress={() => setSure(false)} />
      </>
    );
  }
  return (
    <>
      {(['subtle', 'strong'] as const).map((variation) => {
        const text = say(`action.vary-${variation}`);
        return (
          <ActionButton
            key={variation}
            icon="brush"
            text={text}
            {...named(text)}
            isDisabled={isBusy}
            onPress={() => void vary(view.id, image.id, { variation })}
          />
        );
      })}
      {image.larger.map((resolution) => (
        <ActionButton
          key={resolution}
          icon="zoomIn"
          text={resolution.toUpperCase()}
          {...named(resolution.toUpperCase())}
          isDisabled={isBusy}
          onPress={() => void vary(view.id, image.id, { variation: 'larger', resolution })}
        />
      ))}
      {view.parent && <ActionButton icon="undo" text={say('action.undo')} onPress={() => void undo(view)} />}
      {canReword(view) && (
        <ActionButton icon="again" text={say('action.reuse')} onPress={() => reword(view)} />
      )}
      <ActionButton
        icon={image.isFavourite ? 'done' : 'plus'}
        text={say(image.isFavourite ? 'action.unfavourite' : 'action.favourite')}
        {...named(say(image.isFavourite ? 'action.unfavourite' : 'action.favourite'))}
        onPress={() => void favourite(view.id, image)}
      />
      <ActionButton
        icon="trash"
        text={say('action.delete')}
        {...named(say('action.delete'))}
        onPress={() => setSure(true)}
      />
      <ActionButton
        icon="warning"
        text={say('action.report')}
        {...named(say('action.report'))}
        onPress={() => void report(view.id, image.id)}
      />
    </>
  );
}
