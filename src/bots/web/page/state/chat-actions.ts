import { api, type ApiError, sentenceOf } from '../api/client.ts';
import { EventFollower, isOver } from '../api/follow-events.ts';
import type { GenerationView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { announce } from './announcer.ts';
import { type Chat, emptyChat, generationEntry, inserted, type Order, withEntry, withView } from './chat.ts';
import { awaitLatePictures } from './late-pictures.ts';
import { chosenParameters } from './parameters.ts';
import { refreshQuota } from './quota.ts';
import { randomKey } from './random-key.ts';
import { forget, namesOf } from './references.ts';
import { createStore } from './store.ts';

const pageSize = 12;

export const chat = createStore<Chat>(emptyChat);

const follower = new EventFollower({
  onGeneration: take,
  onPreview: (id, preview) =>
    chat.update((current) => {
      const entry = generationEntry(current, id);
      return entry ? withEntry(current, entry.key, () => ({ ...entry, preview })) : current;
    }),
  onGone: (id) =>
    chat.update((current) => {
      const entry = generationEntry(current, id);
      return entry ? withEntry(current, entry.key, () => undefined) : current;
    }),
  onConnected: (isConnected) => chat.update((current) => ({ ...current, isConnected })),
});

/** Shows a new state, follows what is not over, and tells of what has just ended. */
function take(view: GenerationView): void {
  const before = generationEntry(chat.get(), view.id)?.view;
  chat.update((current) => withView(current, view));
  if (!isOver(view)) follower.follow(view.id);
  else if (before && !isOver(before)) tellOutcome(view);
}

function tellOutcome({ status, images, request, error }: GenerationView): void {
  void refreshQuota();
  if (status === 'succeeded')
    announce(say('status.ready', { count: images.length, prompt: request.prompt.slice(0, 120) }));
  else announce(error?.message ?? say('status.canceled'));
}

/** Newest pictures first; also called when the page is looked at again, for what happened elsewhere. */
export async function loadLatest(): Promise<void> {
  const isFirst = chat.get().entries.length === 0;
  const { generations, before } = await api.history(pageSize);
  for (const view of generations) take(view);
  if (isFirst && before !== undefined) chat.update((current) => ({ ...current, before }));
}

export async function loadOlder(): Promise<void> {
  const { before, older } = chat.get();
  if (before === undefined || older === 'loading') return;
  chat.update((current) => ({ ...current, older: 'loading' }));
  try {
    const page = await api.history(pageSize, before);
    for (const view of page.generations) take(view);
    chat.update(({ before: _begun, olderProblem: _old, ...current }) => ({
      ...current,
      older: 'idle',
      ...(page.before === undefined ? {} : { before: page.before }),
    }));
  } catch (error) {
    chat.update((current) => ({ ...current, older: 'failed', olderProblem: sentenceOf(error) }));
  }
}

/** Shows the prompt at once and hands it in; a refusal stays beside it as a sentence. */
export async function send(order: Order): Promise<void> {
  chat.update((current) => append(current, { kind: 'draft', key: order.key, createdAt: Date.now(), order }));
  await submit(order);
}

export async function resend(key: string): Promise<void> {
  const entry = chat.get().entries.find((one) => one.key === key);
  if (entry?.kind !== 'draft') return;
  const { problem: _old, ...rest } = entry;
  chat.update((current) => withEntry(current, key, () => rest));
  await submit(entry.order);
}

/** Takes a prompt that was not accepted out of the conversation. */
export function discard(key: string): void {
  chat.update((current) => withEntry(current, key, () => undefined));
}

async function submit(order: Order): Promise<void> {
  announce(say('stage.sending'));
  try {
    const { id } = await api.create(formOf(order), order.key);
    const view = await api.get(id);
    chat.update((current) => replaceDraft(current, order.key, view));
    for (const reference of order.references) forget(reference);
    if (!isOver(view)) follower.follow(id);
    void refreshQuota();
  } catch (error) {
    const problem = sentenceOf(error);
    chat.update((current) =>
      withEntry(current, order.key, (entry) => (entry.kind === 'draft' ? { ...entry, problem } : entry)),
    );
    announce(problem);
  }
}

function replaceDraft(current: Chat, key: string, view: GenerationView): Chat {
  // The same key sent again may name a generation that is shown already.
  if (generationEntry(current, view.id))
    return withView(
      withEntry(current, key, () => undefined),
      view,
    );
  return withEntry(current, key, () => ({ kind: 'generation', key, createdAt: view.createdAt, view }));
}

function formOf({ text, parameters, references, edited, region }: Order): FormData {
  const form = new FormData();
  form.append('text', text);
  for (const [name, value] of chosenParameters(parameters)) {
    // A region is of a picture as it is: the result has its shape.
    if (!region || name !== 'ratio') form.append(name, value);
  }
  if (edited) form.append('parent', edited.image.id);
  for (const reference of references) {
    if (reference.kind === 'own') form.append('picture', reference.id);
    else if (reference.kind === 'file') form.append('image', reference.file, reference.file.name);
    else form.append('image', reference.url);
  }
  const names = namesOf(references, edited ? 1 : 0);
  if (names !== '') form.append('names', names);
  if (region) form.append('mask', region.mask, 'mask.png');
  return form;
}

export async function again(id: string): Promise<void> {
  await press(id, async () => show(await api.again(id, randomKey())));
}

export async function retry(id: string): Promise<void> {
  await press(id, async () => {
    await show(await api.retry(id));
    take(await api.get(id));
  });
}

/** Agrees to the price. */
export async function confirm(id: string): Promise<void> {
  await press(id, async () => take(await api.confirm(id)));
}

export async function cancel(id: string): Promise<void> {
  await press(id, async () => {
    const { canceled, bought, ...view } = await api.cancel(id);
    take(view);
    if (!canceled) return;
    announce(say(bought ? 'cancel.bought' : 'cancel.free'));
    if (bought) awaitLatePictures(id, take);
  });
}

/** Unfinished ones, newest first. */
export function unfinished(): readonly GenerationView[] {
  return chat
    .get()
    .entries.flatMap((entry) => (entry.kind === 'generation' && !isOver(entry.view) ? [entry.view] : []))
    .reverse();
}

/** A command's answer, in place. */
export function note(asked: string, answer: string): void {
  chat.update((current) =>
    append(current, { kind: 'note', key: randomKey(), createdAt: Date.now(), asked, answer }),
  );
  announce(answer);
}

export async function show({ id }: { id: string }): Promise<void> {
  const view = await api.get(id);
  chat.update((current) =>
    generationEntry(current, id)
      ? withView(current, view)
      : append(current, { kind: 'generation', key: id, createdAt: view.createdAt, view }),
  );
  if (!isOver(view)) follower.follow(id);
  void refreshQuota();
}

/** Marks the generation while a button of it works, and says beside it why it did not. */
export async function press(id: string, action: () => Promise<void>): Promise<void> {
  const key = generationEntry(chat.get(), id)?.key;
  if (key === undefined) return;
  const mark = (isBusy: boolean, problem?: string) =>
    chat.update((current) =>
      withEntry(current, key, (entry) => {
        if (entry.kind !== 'generation') return entry;
        const { problem: _old, ...rest } = entry;
        return { ...rest, isBusy, ...(problem === undefined ? {} : { problem }) };
      }),
    );
  mark(true);
  try {
    await action();
    mark(false);
  } catch (error) {
    const problem = sentenceOf(error as ApiError);
    mark(false, problem);
    announce(problem);
  }
}

/** At the end, whatever the clocks of browser and server say. */
function append(current: Chat, entry: Chat['entries'][number]): Chat {
  const last = current.entries.at(-1)?.createdAt ?? 0;
  return inserted(current, { ...entry, createdAt: Math.max(last, entry.createdAt) });
}
