import type { SuggestionView } from '../../api/helper-view.ts';
import { ask, sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { announce } from './announcer.ts';
import { note, send } from './chat-actions.ts';
import { composer, setProblem, setText, setTextAlone, takeOrder } from './composer.ts';
import { config } from './config.ts';
import { createStore } from './store.ts';

export const promptChanges = ['expand', 'shorten', 'translate'] as const;
export type PromptChange = (typeof promptChanges)[number];

/** A prompt that the chat model wrote, until it is used or not. */
export type Helper =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'shown'; readonly suggestion: SuggestionView; readonly mine: string };

export const helper = createStore<Helper>({ kind: 'idle' });

/** `/prompt expand a castle`. */
export async function helpWith(asked: string, line: string): Promise<void> {
  const [word = ''] = line.split(/\s/u, 1);
  const change = promptChanges.find((name) => name === word.toLowerCase());
  const prompt = line.slice(word.length).trim();
  if (config.get()?.hasHelper && (!change || prompt === '')) return note(asked, say('helper.usage'));
  await changePrompt(change ?? 'expand', prompt);
}

/** Has a prompt written anew; what was written stays where it is. */
export async function changePrompt(change: PromptChange, prompt: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await work(prompt, () =>
    ask('/api/prompt', { method: 'POST', body: JSON.stringify({ change, prompt }), headers }),
  );
}

/** Has the picture described that stands in the composer, the edited one before the others. */
export async function describePictures(): Promise<void> {
  const { edited, references, text } = composer.get();
  const [first] = references;
  if (!edited && !first && config.get()?.hasHelper) return setProblem(say('helper.no-picture'));
  const body = new FormData();
  if (edited) body.append('parent', edited.image.id);
  else if (first?.kind === 'own') body.append('picture', first.id);
  else if (first?.kind === 'file') body.append('image', first.file, first.file.name);
  else if (first) body.append('image', first.url);
  await work(text, () => ask('/api/describe', { method: 'POST', body }));
}

/** Sends it off. A described picture does not go along: the words are to make one of their own. */
export function sendSuggestion(): void {
  const { suggestion } = take() ?? {};
  if (!suggestion) return;
  if (suggestion.kind === 'describe') setTextAlone('');
  void send(takeOrder(suggestion.text));
}

/** Puts it into the composer. */
export function editSuggestion(): void {
  const { suggestion } = take() ?? {};
  if (!suggestion) return;
  if (suggestion.kind === 'describe') return setTextAlone(suggestion.text);
  setText(suggestion.text);
  composer.update((current) => ({ ...current, focusWish: current.focusWish + 1 }));
}

/** Away with it; one's own words are in the composer, or come back there. */
export function keepMine(): void {
  const { mine = '' } = take() ?? {};
  if (composer.get().text === '') setText(mine);
  composer.update((current) => ({ ...current, focusWish: current.focusWish + 1 }));
}

function take(): Extract<Helper, { kind: 'shown' }> | undefined {
  const current = helper.get();
  if (current.kind !== 'shown') return undefined;
  helper.set({ kind: 'idle' });
  return current;
}

async function work(mine: string, question: () => Promise<SuggestionView>): Promise<void> {
  if (helper.get().kind === 'working') return;
  helper.set({ kind: 'working' });
  announce(say('helper.working'));
  try {
    const suggestion = await question();
    helper.set({ kind: 'shown', suggestion, mine });
    announce(
      `${say(suggestion.kind === 'describe' ? 'helper.described' : 'helper.suggested')} ${suggestion.text}`,
    );
  } catch (error) {
    helper.set({ kind: 'idle' });
    if (composer.get().text === '') setText(mine);
    setProblem(sentenceOf(error));
  }
}
