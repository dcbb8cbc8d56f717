import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
import { chat } from '../state/chat-actions.ts';
import { attachFiles, attachLink, edit } from '../state/composer.ts';
import { Icon } from './icon.tsx';
import { draggedPictureType } from './picture.tsx';

/** Takes what is dropped anywhere on the page: files, a link to a picture, or one of our own pictures to be edited. */
export function DropZone({ config, children }: { config: ConfigView; children: ComponentChildren }) {
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || !isWanted(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Leaving for another element of the page is not leaving.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !isWanted(event.dataTransfer)) return;
      event.preventDefault();
      take(event.dataTransfer, config);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [config]);

  return (
    <>
      {children}
      {isOver && (
        <div class="drop-veil" aria-hidden="true">
          <div>
            <Icon name="picture" />
            <p>{say('composer.drop')}</p>
          </div>
        </div>
      )}
    </>
  );
}

function isWanted({ types }: DataTransfer): boolean {
  return ['Files', 'text/uri-list', draggedPictureType].some((type) => types.includes(type));
}

function take(data: DataTransfer, config: ConfigView): void {
  const own = data.getData(draggedPictureType);
  if (own !== '') return editOwn(own);
  const files = [...data.files];
  if (files.length > 0) return attachFiles(files, config);
  const url = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find((line) => /^https?:\/\//i.test(line) && URL.canParse(line));
  if (url) attachLink(url, config);
}

function editOwn(pictureId: string): void {
  for (const entry of chat.get().entries) {
    if (entry.kind !== 'generation') continue;
    const image = entry.view.images.find(({ id }) => id === pictureId);
    if (image) edit({ image, prompt: entry.view.request.prompt });
  }
}
