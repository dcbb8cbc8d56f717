import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import { ask, sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { announce } from './announcer.ts';
import { type Chat, generationEntry, inserted, withEntry, withView } from './chat.ts';
import { chat, note, press, show } from './chat-actions.ts';
import { detachOwn } from './composer.ts';
import { randomKey } from './random-key.ts';

export interface Variation {
  readonly variation: 'subtle' | 'strong' | 'larger';
  readonly resolution?: string;
}

export interface ShownPicture {
  readonly index: number;
  readonly generation: GenerationView;
}

/** Asks for a picture made from this one. */
export async function vary(id: string, pictureId: string, wish: Variation): Promise<void> {
  await press(id, async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomKey() };
    const init = { method: 'POST', body: JSON.stringify(wish), headers };
    await show(await ask<{ id: string }>(`/api/pictures/${pictureId}/vary`, init));
  });
}

/** Keeps it, or gives it up. */
export async function favourite(id: string, image: ImageView): Promise<void> {
  await press(id, async () => void (await keep(id, image.id, !image.isFavourite)));
}

/** Deletes one picture; with the last one its whole exchange goes from the conversation. */
export async function remove(id: string, pictureId: string): Promise<void> {
  await press(id, () => erase(id, pictureId));
}

/** Resolves to whether it is a favourite now. @throws ApiError */
export async function keep(id: string, pictureId: string, wanted: boolean): Promise<boolean> {
  const method = wanted ? 'PUT' : 'DELETE';
  const { isFavourite } = await ask<{ isFavourite: boolean }>(`/api/pictures/${pictureId}/favourite`, {
    method,
  });
  announce(say(isFavourite ? 'follow.favourite-on' : 'follow.favourite-off'));
  await renew(id);
  return isFavourite;
}

/** @throws ApiError */
export async function erase(id: string, pictureId: string): Promise<void> {
  const { isWhole } = await ask<{ isWhole: boolean }>(`/api/pictures/${pictureId}`, { method: 'DELETE' });
  announce(say('follow.deleted'));
  detachOwn(pictureId);
  if (!isWhole) return renew(id);
  chat.update((current) => withoutGeneration(current, id));
}

/** Tells whoever runs this of a picture, and says so in the conversation. */
export async function report(id: string, pictureId: string): Promise<void> {
  await press(id, async () => {
    const init = { method: 'POST' };
    const { told } = await ask<{ told: 'told' | 'told-before' }>(`/api/pictures/${pictureId}/report`, init);
    note(say('action.report'), say(`report.${told}`));
  });
}

/** Brings the version before into view: at its place in the conversation, or at the end where it is far above. */
export async function undo({ id, parent }: GenerationView): Promise<void> {
  if (!parent) return;
  await press(id, async () => {
    const view = await ask<GenerationView>(`/api/generations/${parent.generationId}`);
    bring(view, say('action.undo'));
  });
}

/** `/show`: one of my pictures at the end of the conversation. */
export async function showPicture(asked: string, id: string): Promise<void> {
  if (!/^[\w-]{1,40}$/.test(id)) return note(asked, say('follow.no-id'));
  try {
    const found = await ask<ShownPicture>(`/api/pictures/${id.toLowerCase()}`);
    bring(found.generation, asked);
  } catch (error) {
    note(asked, sentenceOf(error));
  }
}

/** `/last`: the newest result at the end of the conversation. */
export async function showLatest(asked: string): Promise<void> {
  try {
    bring(await ask<GenerationView>('/api/pictures/latest'), asked);
  } catch (error) {
    note(asked, sentenceOf(error));
  }
}

/** Looks anew at what the conversation shows. */
async function renew(id: string): Promise<void> {
  if (!generationEntry(chat.get(), id)) return;
  const view = await ask<GenerationView>(`/api/generations/${id}`);
  chat.update((current) => withView(current, view));
}

/** Moves an exchange to the end, where whoever asked for it is looking. */
export function bring(view: GenerationView, asked: string): void {
  chat.update((current) => {
    const key = generationEntry(current, view.id)?.key ?? view.id;
    const rest = withoutGeneration(current, view.id);
    const last = rest.entries.at(-1)?.createdAt ?? 0;
    return inserted(rest, { kind: 'generation', key, createdAt: Math.max(last, Date.now()), view });
  });
  announce(asked);
}

function withoutGeneration(current: Chat, id: string): Chat {
  const key = generationEntry(current, id)?.key;
  return key === undefined ? current : withEntry(current, key, () => undefined);
}
