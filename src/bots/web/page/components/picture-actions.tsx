import { useState } from 'preact/hooks';
import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { addToo } from '../state/composer.ts';
import { favourite, remove, report, undo, vary } from '../state/picture-actions.ts';
import { canReword, reword } from '../state/reword.ts';
import { thumbnailOf } from '../state/references.ts';
import { ActionButton } from './action-button.tsx';
import { Icon } from './icon.tsx';

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
  const [isAll, setAll] = useState(false);
  const named = (text: string): { label?: string } =>
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
  const varyButton = (variation: 'subtle' | 'strong') => {
    const text = say(`action.vary-${variation}`);
    return (
      <ActionButton
        icon="brush"
        text={text}
        {...named(text)}
        isDisabled={isBusy}
        onPress={() => void vary(view.id, image.id, { variation })}
      />
    );
  };
  const starred = say(image.isFavourite ? 'action.unfavourite' : 'action.favourite');
  return (
    <>
      {varyButton('subtle')}
      <ActionButton
        icon="add"
        text={say('action.add')}
        {...named(say('action.add'))}
        onPress={() =>
          addToo({ id: image.id, name: view.request.prompt, isCovered: view.request.spoiler === true })
        }
      />
      <ActionButton
        icon={image.isFavourite ? 'starFull' : 'star'}
        text={starred}
        {...named(starred)}
        onPress={() => void favourite(view.id, image)}
      />
      <button type="button" class="action action-more" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
        {say(isAll ? 'prompt.less' : 'prompt.more')}
      </button>
      <span class={isAll ? 'rare rare-shown' : 'rare'}>
        {varyButton('strong')}
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
        <a
          class="action"
          href={thumbnailOf(image.id)}
          download={`limner-${image.id}-sticker.webp`}
          {...labelled(named(say('action.sticker')).label)}
        >
          <Icon name="sticker" />
          <span>{say('action.sticker')}</span>
        </a>
        {view.parent && (
          <ActionButton icon="undo" text={say('action.undo')} onPress={() => void undo(view)} />
        )}
        {canReword(view) && (
          <ActionButton icon="again" text={say('action.reuse')} onPress={() => reword(view)} />
        )}
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
      </span>
    </>
  );
}

function labelled(label: string | undefined): { 'aria-label'?: string; title?: string } {
  return label === undefined ? {} : { 'aria-label': label, title: label };
}
