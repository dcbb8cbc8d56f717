import { useState } from 'preact/hooks';
import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { again } from '../state/chat-actions.ts';
import { edit } from '../state/composer.ts';
import { selectRegionOf } from '../state/region-dialog.ts';
import { ActionButton } from './action-button.tsx';
import { DownloadLink } from './download-link.tsx';
import { Frame } from './frame.tsx';
import { Lightbox } from './lightbox.tsx';
import { PictureActions } from './picture-actions.tsx';
import { Picture } from './picture.tsx';

interface Props {
  readonly view: GenerationView;
  readonly preview?: string | undefined;
  readonly isBusy: boolean;
}

/** A finished generation: the pictures, the label beneath, what can be done with them. */
export function Plate({ view, preview, isBusy }: Props) {
  const [opened, setOpened] = useState<number>();
  const [chosenId, choose] = useState<string>();
  const { images, request } = view;
  const [isCovered, setCovered] = useState(request.spoiler === true);
  const [first] = images;
  if (!first) return null;
  const count = images.length;
  const chosenAt = Math.max(
    0,
    images.findIndex(({ id }) => id === chosenId),
  );
  const chosen = images[chosenAt] ?? first;
  const altOf = (index: number) =>
    say('picture.alt', { number: index + 1, count, prompt: request.prompt.slice(0, 300) });
  const startEdit = (image: ImageView) => edit({ image, prompt: request.prompt });
  const startRegion = (image: ImageView) => selectRegionOf({ image, prompt: request.prompt });

  return (
    <figure class="plate">
      <Frame width={first.width} height={first.height} count={count}>
        {images.map((image, index) => (
          <div class="cell" key={image.id}>
            <Picture
              image={image}
              alt={altOf(index)}
              number={index + 1}
              preview={index === 0 ? preview : undefined}
              isCovered={isCovered}
              onOpen={() => (isCovered ? setCovered(false) : setOpened(index))}
            />
            {count > 1 && (
              <div class="cell-actions">
                <ActionButton
                  icon="edit"
                  text={say('action.edit')}
                  label={say('action.edit-picture', { number: index + 1 })}
                  onPress={() => startEdit(image)}
                />
                <ActionButton
                  icon="region"
                  text={say('action.region')}
                  label={say('action.region-picture', { number: index + 1 })}
                  onPress={() => startRegion(image)}
                />
                <DownloadLink image={image} label={say('action.download-picture', { number: index + 1 })} />
              </div>
            )}
          </div>
        ))}
      </Frame>
      <figcaption class="caption">
        <p class="summary">{view.summary}</p>
        <p class="note">{say('picture.ids', { ids: images.map(({ id }) => id).join(', ') })}</p>
        {view.notes?.map((note) => (
          <p class="note" key={note} dir="auto">
            {note}
          </p>
        ))}
      </figcaption>
      {count > 1 && (
        <div class="which" role="group" aria-label={say('plate.which')}>
          {images.map(({ id }, index) => (
            <button
              key={id}
              type="button"
              class="which-one"
              aria-pressed={index === chosenAt}
              aria-label={say('plate.number', { number: index + 1 })}
              onClick={() => choose(id)}
            >
              {index + 1}
            </button>
          ))}
        </div>
      )}
      <div class="actions">
        {count === 1 && (
          <ActionButton icon="edit" text={say('action.edit')} onPress={() => startEdit(first)} />
        )}
        {count === 1 && (
          <ActionButton icon="region" text={say('action.region')} onPress={() => startRegion(first)} />
        )}
        <ActionButton
          icon="again"
          text={say('action.again')}
          label={say('action.again-hint')}
          isDisabled={isBusy}
          onPress={() => void again(view.id)}
        />
        {count === 1 && <DownloadLink image={first} />}
        <PictureActions
          key={chosen.id}
          view={view}
          image={chosen}
          isBusy={isBusy}
          {...(count > 1 ? { number: chosenAt + 1 } : {})}
        />
      </div>
      {opened !== undefined && (
        <Lightbox
          images={images}
          index={opened}
          altOf={altOf}
          onMove={setOpened}
          onEdit={(image) => {
            setOpened(undefined);
            startEdit(image);
          }}
          onRegion={(image) => {
            setOpened(undefined);
            startRegion(image);
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </figure>
  );
}
